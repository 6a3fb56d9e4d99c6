import type { Tally } from '../../../lambdas/core/tally/index.ts'

/** A tally of one record at `at`, in buckets of a minute. */
export function aTally({
  at,
  batch,
  series = 'rule.group',
  samples = 0,
}: {
  at: number
  batch: string
  series?: string
  samples?: number
}): Tally {
  const bucket = Math.floor(at / 60_000) * 60_000
  return {
    rule: 'error-burst',
    group: { 'service.name': 'shop' },
    series,
    bucket,
    width: 60_000,
    quantum: 1_000,
    batch,
    counts: [[Math.floor(at / 1_000) - bucket / 1_000, 1]],
    total: 1,
    events: 1,
    from: at,
    to: at,
    severity: 17,
    services: ['shop'],
    log_groups: ['/ecs/shop'],
    samples: Array.from({ length: samples }, (_, i) => ({
      timestamp: at,
      event_id: String(i),
      severity_number: 17,
      body: 'zahlung fehlgeschlagen 💥 "quoted"\nsecond line',
      exception: { type: 'PaymentError', message: 'declined' },
      log_group: '/ecs/shop',
      log_stream: 'web/1',
    })),
  }
}
