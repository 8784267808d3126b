/** The questions that a check answers, in the order of its output. */
export const topics = {
  response: 'Response',
  contract: 'Contract',
  'time-frame': 'Time frame',
  sort: 'Sort order',
  windows: 'Windows',
  choices: 'Campaigns and people',
  emails: 'Emails',
  explanations: 'Explanations',
  ages: 'Ages',
  series: 'Series',
  errors: 'Errors',
  headers: 'Headers',
} as const;

export type Topic = keyof typeof topics;

/**
 * How serious a finding is. `error`: the report is refused, or shows wrong rows. `warning`: readers or developers lose
 * something. `info`: a choice of the endpoint, or something that cannot be verified. `ok`: it works.
 */
export type Level = 'error' | 'warning' | 'info' | 'ok';

/** One result of a check. */
export interface Finding {
  readonly level: Level;
  readonly topic: Topic;
  /** In English. */
  readonly message: string;
  /** The place in a response, for a breach of the contract: `rows[12].sent`, or `rows[*].sent` for several rows. */
  readonly path?: string | undefined;
  /** The number of such places. */
  readonly count?: number | undefined;
}

/** A field that no row, or the head, has. */
export interface MissingField {
  readonly field: string;
  /** The columns and functions that the report will not offer, in English. */
  readonly consequence: string;
}

/** A request of a check. */
export interface RequestRecord {
  readonly method: string;
  readonly url: string;
  /** `undefined` without a response. */
  readonly status: number | undefined;
  /** Until the headers arrived, in milliseconds. */
  readonly headersAfter: number | undefined;
  /** Until the body was complete, in milliseconds. */
  readonly completeAfter: number | undefined;
  /** The decoded body, in bytes. */
  readonly bytes: number | undefined;
}

/** Collects findings. */
export class Findings {
  readonly all: Finding[] = [];
  readonly missing: MissingField[] = [];

  add(level: Level, topic: Topic, message: string, place: Pick<Finding, 'path' | 'count'> = {}): void {
    this.all.push({ level, topic, message, ...place });
  }

  /** Adds an `ok` finding, or one of another level with the reason why it is not. */
  verify(topic: Topic, success: string, mistake: string | undefined, level: Level = 'error'): void {
    if (mistake === undefined) this.add('ok', topic, success);
    else this.add(level, topic, mistake);
  }

  count(level: Level): number {
    return this.all.filter((finding) => finding.level === level).length;
  }
}
