import { type Ingest, ingestPayload, type Surroundings } from '../core/pipeline.ts'
import { quarantinePayload } from '../core/quarantine/index.ts'
import { addReports, emptyReport, type IngestReport } from '../core/report.ts'

/** A record of the stream. `data` is base64, as Lambda hands records over, of the gzip that CloudWatch Logs wrote. */
export interface StreamRecord {
  readonly sequenceNumber: string
  readonly data: string
}

export interface StreamOutcome {
  /** Of the records before the failed one, or of all: one report for each log group, and one for what has none. */
  readonly reports: readonly IngestReport[]
  /** The first record that the environment kept from being ingested. Those behind it were not tried. */
  readonly failed?: { readonly sequenceNumber: string; readonly error: Error }
}

/** The same stages, and a way to tell afterwards whether a store has refused something. */
function watch(stages: Ingest): { readonly stages: Ingest; readonly refused: () => boolean } {
  let refused = false
  const watched =
    <Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Promise<Result>) =>
    async (...parameters: Parameters): Promise<Result> => {
      try {
        return await call(...parameters)
      } catch (error) {
        refused = true
        throw error
      }
    }
  const { archiveStore, quarantineStore, tallyStore } = stages
  return {
    refused: () => refused,
    stages: {
      ...stages,
      archiveStore: {
        ...archiveStore,
        putIfAbsent: watched((...object) => archiveStore.putIfAbsent(...object)),
      },
      quarantineStore: {
        ...quarantineStore,
        putIfAbsent: watched((...object) => quarantineStore.putIfAbsent(...object)),
      },
      tallyStore: { ...tallyStore, put: watched((tallies) => tallyStore.put(tallies)) },
    },
  }
}

/**
 * Ingests one record. An error while every store did its part is a fault of the code that this record brings out, and would be
 * there at each attempt, holding up the shard: the payload goes to quarantine instead, alone.
 */
async function ingestRecord(
  data: string,
  surroundings: Surroundings,
  original: Ingest,
): Promise<IngestReport> {
  const { stages, refused } = watch(original)
  try {
    return await ingestPayload(data, surroundings, stages)
  } catch (error) {
    if (refused()) throw error
    await quarantinePayload(data, 'unexpected_error', original.quarantineStore)
    return { ...emptyReport, payloads: 1, quarantined: { unexpected_error: 1 } }
  }
}

/**
 * Ingests records one after the other, so that the events of a log stream stay in order and one payload at a time is in
 * memory. Never rejects because of a record; stops at the first that a store refuses, because the stream is read again
 * from there and doing the others twice would change nothing.
 */
export async function ingestRecords(
  records: readonly StreamRecord[],
  surroundings: Surroundings,
  stages: Ingest,
): Promise<StreamOutcome> {
  const byGroup = new Map<string | undefined, IngestReport>()
  const reports = () => [...byGroup.values()]
  for (const { sequenceNumber, data } of records) {
    try {
      const report = await ingestRecord(data, surroundings, stages)
      const { logGroup } = report
      const sum = addReports(byGroup.get(logGroup) ?? emptyReport, report)
      byGroup.set(logGroup, logGroup === undefined ? sum : { ...sum, logGroup })
    } catch (error) {
      return { reports: reports(), failed: { sequenceNumber, error: error as Error } }
    }
  }
  return { reports: reports() }
}
