export { BoundedCounts } from './bounded-counts.ts'
export { Lint, type LintFinding, type LintRule, type LintSettings, lintRules } from './lint.ts'
export { placeOf } from './place.ts'
export { type Shape, ShapeReader, shapeOf } from './shape.ts'
