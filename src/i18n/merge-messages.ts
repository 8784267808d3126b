import type { LaterMessages, MessageOverrides, Messages } from './messages.ts';
import { warn } from '../platform/warn.ts';

/** The features whose messages load later. */
const laterFeatures: Readonly<Record<keyof LaterMessages, true>> = {
  columnList: true,
  definitions: true,
  table: true,
  rowNotes: true,
  dataNotes: true,
  timeFrameForm: true,
  emailViewer: true,
  sharePanel: true,
  viewsPanel: true,
  showAllRows: true,
  filterPanel: true,
  figurePanel: true,
  figures: true,
  charts: true,
};

/**
 * Returns the messages of the first screen with the host's own texts, and a function for those that load later.
 */
export function mergeReportMessages(messages: Messages, overrides: unknown): Messages {
  if (typeof overrides !== 'object') return mergeMessages(messages, overrides, 'messages');
  const later = overrides as MessageOverrides;
  const own = Object.fromEntries(Object.entries(later).filter(([name]) => !Object.hasOwn(laterFeatures, name)));
  return {
    ...mergeMessages(messages, own, 'messages'),
    mergeLater: (feature, texts) => mergeMessages(texts, later[feature] ?? {}, `messages.${feature}`),
  };
}

const kindOf = (value: unknown) => (typeof value === 'string' ? 'text' : typeof value);

/**
 * Returns messages in which the host's own texts replace some of them. Texts that do not exist or have another type are
 * ignored with a warning.
 * @param path the place of the overrides, for warnings
 */
function mergeMessages<Texts>(messages: Texts, overrides: unknown, path: string): Texts {
  if (typeof overrides !== 'object' || overrides === null) {
    warn(`${path} is ignored: expected an object of texts, got ${kindOf(overrides)}.`);
    return messages;
  }
  const merged = { ...messages } as Record<string, unknown>;
  for (const [key, override] of Object.entries(overrides)) {
    const place = `${path}.${key}`;
    const original = Object.hasOwn(merged, key) ? merged[key] : undefined;
    if (override === undefined) continue;
    if (original === undefined) warn(`${place} is ignored: there is no such text.`);
    else if (typeof original !== typeof override) {
      warn(`${place} is ignored: expected a ${kindOf(original)}, got ${kindOf(override)}.`);
    } else if (typeof original === 'object') merged[key] = mergeMessages(original, override, place);
    else merged[key] = typeof original === 'function' ? withFallback(override, original, place) : override;
  }
  return merged as Texts;
}

type MessageFunction = (...values: unknown[]) => unknown;

/** Returns a function of the host that never throws: the original text replaces one that it cannot make. */
function withFallback(override: unknown, original: unknown, place: string): MessageFunction {
  return (...values) => {
    try {
      return String((override as MessageFunction)(...values));
    } catch (error) {
      warn(`${place} failed.`, error);
      return (original as MessageFunction)(...values);
    }
  };
}
