/** The bundle of a host that renders on a server. */
export { createElement, StrictMode } from 'react';
export { renderToString } from 'react-dom/server';
export { CampaignEmailReport } from '../../frameworks/react.js';
