import { reportIn, reportMeta, type ReportMeta, type Story } from './support/report.ts';

/** An error says what happened and what to do. The details show the response of the server. */
const meta: ReportMeta = { ...reportMeta, title: 'States/Errors' };
export default meta;

export const BadRequest: Story = { name: '400 Bad request', args: { scenario: 'bad-request' } };
export const NotSignedIn: Story = { name: '401 Not signed in', args: { scenario: 'sign-in' } };
export const Forbidden: Story = { name: '403 Forbidden', args: { scenario: 'forbidden' } };
export const NotFound: Story = { name: '404 Not found', args: { scenario: 'not-found' } };

/** Waits as long as the server requests, with a countdown and a button to try now. */
export const TooManyRequests: Story = {
  name: '429 Too many requests, with a countdown',
  args: { scenario: 'too-many-requests' },
};

export const ServerError: Story = { name: '500 Server error', args: { scenario: 'server-error' } };

/** Two minutes exceed the limit for an automatic retry. */
export const Unavailable: Story = { name: '503 Service unavailable', args: { scenario: 'unavailable' } };

export const Network: Story = { name: 'No connection', args: { scenario: 'network' } };

/** Simulates a timeout with a custom fetcher. The `timeout` scenario takes the full time. */
export const Timeout: Story = {
  name: 'Timeout',
  args: { fetcher: () => Promise.reject(new DOMException('The time limit has passed.', 'TimeoutError')) },
  play: async ({ canvasElement }) => {
    await reportIn(canvasElement).reaches('error');
  },
};

export const WebPage: Story = { name: 'HTML instead of JSON', args: { scenario: 'web-page' } };
export const TruncatedJson: Story = { name: 'Truncated JSON', args: { scenario: 'truncated-json' } };
export const EmptyBody: Story = { name: 'Empty response body', args: { scenario: 'empty-body' } };
