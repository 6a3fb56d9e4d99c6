export { type Redriven, type RedriveOptions, redrive } from './redrive.ts'
