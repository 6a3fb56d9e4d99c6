// Not ./kms.ts, which brings AWS's client with it: who needs that imports it when it is needed.
export { createLocalSigner } from './local.ts'
export { type Check, checkWith } from './public-key.ts'
