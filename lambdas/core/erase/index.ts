export { type Erasable, type Erased, type EraseOptions, erase, findErasable } from './erase.ts'
export { mentions } from './mentions.ts'
