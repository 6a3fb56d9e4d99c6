export { subscriptions } from './command.ts'
