export { ReplayFault, type ReplayFaultCode } from './fault.ts'
export { createPost, type PostOptions } from './post.ts'
export {
  type BatchLimits,
  defaultBatchLimits,
  type ReplayOptions,
  type ReplayReport,
  ReplayStopped,
  replay,
} from './replay.ts'
