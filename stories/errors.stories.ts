import { reportIn, reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** What happened and what to do, in place of the rows; what the server said of it is under the details. */
const meta: ReportMeta = { ...reportMeta, title: 'States/Errors' };
export default meta;

export const BadRequest: Story = { name: '400 Bad request', args: { scenario: 'bad-request' } };
export const NotSignedIn: Story = { name: '401 Not signed in', args: { scenario: 'sign-in' } };
export const Forbidden: Story = { name: '403 Forbidden', args: { scenario: 'forbidden' } };
export const NotFound: Story = { name: '404 Not found', args: { scenario: 'not-found' } };

/** It waits as long as the server wants, says how long that is, and lets the reader try at once. */
export const TooManyRequests: Story = {
  name: '429 Too many requests, with a countdown',
  args: { scenario: 'too-many-requests' },
};

export const ServerError: Story = { name: '500 Server error', args: { scenario: 'server-error' } };

/** Two minutes is longer than it waits by itself. */
export const Unavailable: Story = { name: '503 Service unavailable', args: { scenario: 'unavailable' } };

export const Network: Story = { name: 'No connection', args: { scenario: 'network' } };

/** As if ten seconds had passed: the host’s own fetcher gives up at once. The scenario of the same name takes its time. */
export const Timeout: Story = {
  name: 'No answer in time',
  args: { fetcher: () => Promise.reject(new DOMException('The time limit has passed.', 'TimeoutError')) },
  play: async ({ canvasElement }) => {
    await reportIn(canvasElement).reaches('error');
  },
};

export const WebPage: Story = { name: 'A web page in place of JSON', args: { scenario: 'web-page' } };
export const TruncatedJson: Story = { name: 'JSON that breaks off', args: { scenario: 'truncated-json' } };
export const EmptyBody: Story = { name: 'Nothing at all', args: { scenario: 'empty-body' } };
