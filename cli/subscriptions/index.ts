export { subscriptions } from './command.ts'
export { connect, explain } from './live.ts'
