import type { FastifyRequest } from 'fastify';
import { isJsonObject } from '../../src/platform/json-object.ts';
import { noteParameters } from './observed-requests.ts';
import { Problem } from './problem.ts';

/** The longest body with parameters, in bytes: 16 times as long as the longest URL. */
export const postedLimit = 262_144;

/**
 * Reads the parameters of a request with POST, which are a JSON object, as if they were in the URL. Those of the URL stay, unless the
 * body has them, too.
 * @throws Problem with status 400 if the body is not an object
 */
export function readPostedParameters(request: FastifyRequest): Promise<void> {
  const { body } = request;
  if (!isJsonObject(body)) throw new Problem(400, 'The body must be a JSON object with the parameters of the report.');
  request.query = { ...(request.query as object), ...Object.fromEntries(Object.entries(body).flatMap(parameterOf)) };
  noteParameters(request);
  return Promise.resolve();
}

/** As a parsed URL has a parameter: not if it is empty, and as an array only if it is repeated. */
function parameterOf([name, value]: [string, unknown]): [string, string | readonly string[]][] {
  const texts = [value]
    .flat()
    .filter((each) => each !== null && each !== '')
    .map(textOf);
  const [first, ...others] = texts;
  if (first === undefined) return [];
  return [[name, others.length > 0 ? texts : first]];
}

/** An object is no valid value of any parameter. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
