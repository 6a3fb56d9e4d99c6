/** Frames without what changes from build to build: release folders, bundle hashes, proxies, lambda numbers. */
import { classAt, DIGIT } from './scan.ts'

const hashed = /[.-](?=[0-9a-f]*\d)[0-9a-f]{6,64}(?=\.|$)/g
const generated =
  /\$\$(?:Lambda|EnhancerBy\w+|FastClassBy\w+|SpringCGLIB)[\w$/]*(?:0x[0-9a-f]+)?|\$Proxy\d+|@[0-9a-f]{4,16}$|\$\d+(?=\$|$)|\/0x[0-9a-f]+/g
const extension = /\.(?:py|[cm]?[jt]sx?|rb|php|go|rs|java|kt|cs)$/

/**
 * The module of a frame: of a path its last two parts without extension, because what stands before them depends on where
 * a release is installed; of a class its name without what a proxy or a compiler added.
 */
export const moduleName = (module: string): string => {
  const path = module.includes('\\') ? module.replaceAll('\\', '/') : module
  const slash = path.lastIndexOf('/')
  if (slash < 0) return path.includes('$') || path.includes('@') ? path.replace(generated, '') : path
  const parent = path.lastIndexOf('/', slash - 1)
  const short = path.slice((classAt(path, parent + 1) & DIGIT) === 0 ? parent + 1 : slash + 1)
  if (short.endsWith('.py')) return short.slice(0, -3)
  return (/\d/.test(short) ? short.replace(hashed, '') : short).replace(extension, '')
}

const numbered = /(?<=lambda\$\w{0,80}\$|\bfunc)\d+|::h[0-9a-f]{16}$/g

/** The function of a frame, without the numbers that compilers give to closures. */
export const functionName = (name: string): string =>
  name.includes('func') || name.includes('lambda$') || name.includes('::h')
    ? name.replace(numbered, '')
    : name

/**
 * The last part of an exception's name: what carries it decides whether the package stands before it, and whether the outer class
 * is set off by `.` or `$`.
 */
export const typeName = (type: string): string => {
  let start = type.length
  while (start > 0) {
    const code = type.charCodeAt(start - 1)
    if (code === 46 || code === 36 || code === 58 || code === 92 || code === 47) break
    start--
  }
  return start === 0 || start === type.length ? type : type.slice(start)
}
