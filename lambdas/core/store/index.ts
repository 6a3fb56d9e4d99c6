export { createFolderStore } from './folder.ts'
export { createMemoryStore } from './memory.ts'
export { createS3Store } from './s3.ts'
