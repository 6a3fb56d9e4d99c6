export { createFolderStore } from './folder.ts'
export { createMemoryStore } from './memory.ts'
export { readAhead } from './read-ahead.ts'
export { createS3Store, type Retention, type S3StoreOptions } from './s3.ts'
