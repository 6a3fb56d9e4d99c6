export { type Erased, type EraseOptions, erase, findErasable } from './erase.ts'
export { mentions } from './mentions.ts'
