/** The bundle of a host that renders in the browser. */
export { createElement, createRef, StrictMode } from 'react';
export { flushSync } from 'react-dom';
export { createRoot, hydrateRoot } from 'react-dom/client';
export { CampaignEmailReport } from '../../frameworks/react.js';
