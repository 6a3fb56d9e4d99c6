export { replay, replayWith } from './command.ts'
