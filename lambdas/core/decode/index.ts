export { type Decoded, decode, maxInflatedBytes } from './decode.ts'
export { type Envelope, envelopeFault } from './envelope.ts'
export { type DecodeFault, decodeFaults } from './fault.ts'
