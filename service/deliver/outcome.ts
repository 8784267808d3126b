import type { Outcome } from '../sync/outcome.ts';

/** Why a message could not be sent, and what that means for others. */
export type FailureKind =
  /** Another attempt may succeed. */
  | 'temporary'
  /** As `temporary`, and no other message can be sent now either. */
  | 'unreachable'
  /** The server refuses this message or its recipient. */
  | 'refused'
  /** The connection ended before the server confirmed the message: it may have been delivered. */
  | 'unconfirmed'
  /** Nothing can be sent until a person changes a setting. */
  | 'needs-a-person';

export class SendError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** The result of a run, as it is printed. */
export interface DeliveryResult {
  readonly outcome: Outcome;
  readonly subscription: string;
  /** Each recipient gets one email per period: `day 2026-11-30`, `week 2026-11-30` or `month 2026-12-01`. */
  readonly period: string;
  readonly recipients: number;
  readonly sent: number;
  /** Recipients who had got the email in an earlier run. */
  readonly sentBefore: number;
  readonly unsubscribed: number;
  /** Recipients who may have got the email: the process or the connection ended before the server confirmed it. */
  readonly unconfirmed: number;
  /** Recipients whom the server refused. */
  readonly refused: number;
  /** Recipients who have not got the email yet. */
  readonly waiting: number;
  readonly reason?: string | undefined;
}
