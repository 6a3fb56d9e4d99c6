export { createRouter, type Router } from './route.ts'
