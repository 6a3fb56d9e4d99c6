export { createRouter, type Routed, type Router } from './route.ts'
