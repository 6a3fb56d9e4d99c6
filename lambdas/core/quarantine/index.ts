export { quarantineEvents, quarantinePayload } from './quarantine.ts'
