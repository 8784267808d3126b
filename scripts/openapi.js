const schemaOf = (name) => ({ $ref: `#/components/schemas/${name}` });
const content = (type, name) => ({ [type]: { schema: schemaOf(name) } });

const reportResponses = {
  200: {
    description: 'The report. `Accept` decides between JSON and newline-delimited JSON.',
    headers: {
      ETag: { description: 'Changes with the report.', schema: { type: 'string' } },
      'Cache-Control': { description: '`private, no-cache`', schema: { type: 'string' } },
    },
    content: {
      ...content('application/json', 'ReportResponse'),
      'application/x-ndjson': {
        schema: {
          description:
            'One JSON value per line: first a `ReportHead`, then for each row a `ReportResponseRow`, or a `ReportResponseCampaign` in a window with `groupBy`.',
          type: 'string',
        },
      },
    },
  },
  304: { description: 'The report has not changed since the response with the `ETag` in `If-None-Match`.' },
  ...errors({
    400: 'A parameter is invalid.',
    401: 'The reader is signed out.',
    403: 'The reader may not see the report.',
    429: 'Too many requests. `Retry-After` is honored.',
    503: 'The report is temporarily not available. `Retry-After` is honored.',
  }),
};

/** @param {Record<number, string>} descriptions */
function errors(descriptions) {
  const entries = Object.entries(descriptions).map(([status, description]) => [
    status,
    { description, content: content('application/problem+json', 'ProblemResponse') },
  ]);
  return Object.fromEntries(entries);
}

/** The members of an object as parameters of a query, without some. */
function queryParameters({ properties }, without = []) {
  const members = Object.entries(properties).filter(([name]) => !without.includes(name));
  return members.map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    description,
    schema,
  }));
}

const campaignsOperation = {
  operationId: 'getCampaigns',
  summary: 'The campaigns that can be chosen',
  description: 'Optional: the URL is that of `campaignsUrl` in the report.',
  responses: {
    200: { description: 'All campaigns.', content: content('application/json', 'CampaignsResponse') },
    ...errors({ 401: 'The reader is signed out.', 403: 'The reader may not see the report.' }),
  },
};

/** The parameters of a report that a series does not have. */
const notOfSeries = ['sort', 'offset', 'limit', 'groupBy', 'age', 'explain'];

/** @param parameters the schema of the parameters of a report */
function seriesOperation(parameters) {
  const unit = {
    name: 'unit',
    in: 'query',
    description: 'The unit of a point: a day, a week or a month.',
    schema: schemaOf('SeriesUnit'),
  };
  return {
    operationId: 'getSeries',
    summary: 'How a report came about over time',
    description: 'Optional: the URL is that of `seriesUrl` in the report. Filters apply without `limit`, too.',
    parameters: [unit, ...queryParameters(parameters, notOfSeries)],
    responses: {
      200: { description: 'The series.', content: content('application/json', 'SeriesResponse') },
      ...errors({ 400: 'A parameter is invalid.', 503: 'The series is temporarily not available.' }),
    },
  };
}

/** The parameters of a report with which the links of an email are requested. */
const ofEmail = ['campaign', 'from', 'to', 'timeZone', 'dateBasis', 'people', 'deleted', 'age'];

/** @param parameters the schema of the parameters of a report */
function emailOperation({ properties }) {
  const others = Object.keys(properties).filter((name) => !ofEmail.includes(name));
  const description =
    'Optional: the URL is that of `previewUrl` in the report. The query is sent only if this URL has `{campaignId}`: `links` are then ' +
    'those of the row, as the report counts them.';
  return {
    operationId: 'getEmail',
    summary: 'The content of an email',
    description,
    parameters: [
      { name: 'emailId', in: 'path', required: true, schema: { type: 'string' } },
      ...queryParameters({ properties }, others),
    ],
    responses: {
      200: { description: 'The email.', content: content('application/json', 'EmailResponse') },
      ...errors({
        400: 'A parameter is invalid.',
        401: 'The reader is signed out.',
        403: 'The reader may not see the email.',
        404: 'The email does not exist.',
        410: 'The email no longer exists.',
        503: 'The email is temporarily not available. `Retry-After` is honored.',
      }),
    },
  };
}

/**
 * Returns the description of an endpoint as OpenAPI 3.1.
 * @param {{ $defs: Record<string, { properties: object }> }} schema the JSON Schema of the contract
 */
export function createOpenApi({ $defs }) {
  const description =
    'A host can serve the report and its emails at any URLs. Version 1 of the contract: `docs/endpoint.md` describes it.';
  const { ReportParameters } = $defs;
  const document = {
    openapi: '3.1.1',
    info: { title: 'Endpoint of campaign-email-report', version: '1', description, license: mit },
    servers: [{ url: '/api', description: 'An example.' }],
    paths: {
      '/report': {
        get: {
          operationId: 'getReport',
          summary: 'The report',
          parameters: queryParameters(ReportParameters),
          responses: reportResponses,
        },
        post: {
          operationId: 'postReport',
          summary: 'The report, for elements with `method="post"`',
          requestBody: { required: true, content: content('application/json', 'ReportParameters') },
          responses: reportResponses,
        },
      },
      '/campaigns': { get: campaignsOperation },
      '/series': { get: seriesOperation(ReportParameters) },
      '/emails/{emailId}': { get: emailOperation(ReportParameters) },
    },
    components: { schemas: $defs },
  };
  return JSON.parse(JSON.stringify(document).replaceAll('#/$defs/', '#/components/schemas/'));
}

const mit = { name: 'MIT', identifier: 'MIT' };
