import type { FastifyRequest } from 'fastify';
import { isJsonObject } from '../../src/platform/json-object.ts';
import { noteParameters } from './observed-requests.ts';
import { Problem } from './problem.ts';

/** The longest body with parameters, in bytes. Filters, people and a search have at most a tenth of it. */
export const postedLimit = 262_144;

/**
 * Reads the parameters of a request with POST, which are a JSON object, as if they were in the URL. Those of the URL stay, unless the
 * body has them, too.
 * @throws Problem with status 400 if the body is not an object
 */
export function readPostedParameters(request: FastifyRequest): Promise<void> {
  const { body } = request;
  if (!isJsonObject(body)) throw new Problem(400, 'The body must be a JSON object with the parameters of the report.');
  const posted = Object.entries(body).filter(([, value]) => value !== null && value !== '');
  request.query = {
    ...(request.query as object),
    ...Object.fromEntries(
      posted.map(([name, value]) => [name, Array.isArray(value) ? value.map(textOf) : textOf(value)]),
    ),
  };
  noteParameters(request);
  return Promise.resolve();
}

/** As a URL would have it. An object is no valid value of any parameter. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
