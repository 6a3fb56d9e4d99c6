/** One error as four languages print it, for tests of grouping. */

/** A call of the application: `line` shifts from release to release. */
export interface Call {
  readonly module: string
  readonly name: string
  readonly line: number
}

/** An error with the calls that led to it, the outermost first. */
export interface Failure {
  readonly type: string
  readonly message: string
  readonly calls: readonly Call[]
  readonly cause?: Failure
}

/** What differs from process to process, or from release to release. */
export interface Build {
  /** Where the release lies. */
  readonly root: string
  /** Added to every line number. */
  readonly shift: number
  /** A number for addresses, ids, generated names and versions. */
  readonly seed: number
}

export type Language = 'python' | 'node' | 'java' | 'go'

const hex = (seed: number, digits: number): string =>
  Math.abs(Math.imul(seed + 1, 0x9e3779b1))
    .toString(16)
    .padStart(digits, '0')
    .slice(-digits)
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

const pythonTrace = (failure: Failure, build: Build): string => {
  const { root, shift, seed } = build
  const cause = failure.cause
    ? `${pythonTrace(failure.cause, build)}\n\nThe above exception was the direct cause of the following exception:\n\n`
    : ''
  const frames = failure.calls.map(
    ({ module, name, line }) =>
      `  File "${root}/shop/${module}.py", line ${line + shift}, in ${name}\n    return run(${seed})`,
  )
  return `${cause}Traceback (most recent call last):
  File "/usr/local/lib/python3.${10 + (seed % 4)}/site-packages/flask/app.py", line ${900 + seed}, in wsgi_app
    response = self.full_dispatch_request()
${frames.join('\n')}
shop.errors.${failure.type}: ${failure.message} at 0x7f${hex(seed, 10)}`
}

const nodeTrace = (failure: Failure, build: Build, indent = ''): string => {
  const { root, shift, seed } = build
  const frames = failure.calls
    .map(({ module, name, line }, i) =>
      i % 2 === 0
        ? `    at ${name} (${root}/shop/${module}.js:${line + shift}:${1 + (seed % 40)})`
        : `    at async ${capital(module)}.${name} [as handler${seed}] (file://${root}/shop/${module}.js:${line + shift}:9)`,
    )
    .reverse()
  const library = `    at next (${root}/node_modules/router/index.js:${200 + seed}:13)\n    at async Promise.all (index ${seed % 9})\n    at process.processTicksAndRejections (node:internal/process/task_queues:${90 + (seed % 9)}:5)`
  const text = `${failure.type}: ${failure.message} ${seed}\n${frames.join('\n')}\n${library}`
  const cause = failure.cause ? ` {\n  [cause]: ${nodeTrace(failure.cause, build, '  ').trimStart()}\n}` : ''
  return `${text}${cause}`.replaceAll('\n', `\n${indent}`)
}

const javaTrace = (failure: Failure, build: Build): string => {
  const { shift, seed } = build
  const frames = failure.calls
    .map(({ module, name, line }, i) => {
      const type = `com.acme.shop.${capital(module)}`
      const place = `${capital(module)}.java:${line + shift}`
      if (i % 3 === 1)
        return `\tat ${type}.lambda$${name}$${seed}(${place})\n\tat ${type}$$Lambda/0x${hex(seed, 16)}.accept(Unknown Source)`
      if (i % 3 === 2)
        return `\tat ${type}.${name}(${place})\n\tat ${type}$$SpringCGLIB$$${seed}.${name}(<generated>)`
      return `\tat app//${type}$${(seed % 5) + 1}.${name}(${place})`
    })
    .reverse()
  const library = `\tat jdk.internal.reflect.GeneratedMethodAccessor${seed}.invoke(Unknown Source)\n\tat org.springframework.web.Dispatcher.run(Dispatcher.java:${seed}) ~[spring-web-6.${seed % 9}.jar:6.${seed % 9}]`
  const cause = failure.cause ? `\nCaused by: ${javaTrace(failure.cause, build)}` : ''
  return `com.acme.shop.${failure.type}: ${failure.message} @${hex(seed, 8)}\n${frames.join('\n')}\n${library}${cause}`
}

const goTrace = (failure: Failure, build: Build): string => {
  const { root, shift, seed } = build
  const frames = failure.calls
    .map(({ module, name, line }, i) => {
      const called =
        i % 2 === 0
          ? `(*${capital(module)}).${name}(0xc000${hex(seed, 6)}, {0x${hex(seed, 6)}, 0x1})`
          : `${name}.func${1 + (seed % 7)}.${seed % 3}()`
      return `example.com/acme/shop/${module}.${called}\n\t${root}/shop/${module}/${module}.go:${line + shift} +0x${hex(seed, 3)}`
    })
    .reverse()
  return `panic: shop.${failure.type}{id: ${seed}}

goroutine ${1 + seed} [running]:
panic({0x${hex(seed, 6)}?, 0xc000${hex(seed, 6)}?})
\t/usr/local/go1.2${seed % 6}/src/runtime/panic.go:${700 + seed} +0x132
${frames.join('\n')}
net/http.HandlerFunc.ServeHTTP(0x${hex(seed, 6)}, {0x1, 0x2})
\t/usr/local/go1.2${seed % 6}/src/net/http/server.go:${2100 + seed} +0x29

goroutine ${2 + seed} [chan receive]:
example.com/acme/shop/other.wait${seed}()
\t${root}/shop/other/wait.go:${seed} +0x1`
}

const traces: Readonly<Record<Language, (failure: Failure, build: Build) => string>> = {
  python: pythonTrace,
  node: nodeTrace,
  java: javaTrace,
  go: goTrace,
}

/** The stack trace of a failure in one build. Go has no causes: panics are not chained. */
export const traceOf = (language: Language, failure: Failure, build: Build): string =>
  traces[language](failure, build)
