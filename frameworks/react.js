'use client';
// Without JSX, so that the package needs no compiler for it.
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { attributes, events, properties } from '../dist/names.js';

/** React 18 warns of layout effects on the server, where no effect runs. */
const useElementEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** React 18 writes `hidden="false"`, which hides a custom element. */
const presenceAttributes = ['hidden', 'inert'];

/** What React renders: attributes. Objects and functions are not among them, so the server’s HTML has no token. */
function attributesOf(props) {
  const rendered = {};
  for (const [name, value] of Object.entries(props)) {
    if (name in events || properties.includes(name)) continue;
    const attribute = name === 'className' ? 'class' : (attributes[name] ?? name);
    rendered[attribute] = value === false && presenceAttributes.includes(name) ? undefined : value;
  }
  return rendered;
}

/** Sets the properties that have no attribute when they change. */
function useProperties(host, props) {
  const current = useRef();
  useElementEffect(() => {
    const report = host.current;
    const values = {};
    for (const name of properties) {
      values[name] = props[name] ?? undefined;
      if (values[name] !== current.current?.[name]) report[name] = values[name];
    }
    // The server's HTML was upgraded before it was hydrated: another report had loaded the element.
    const isLate = !current.current && report.hasUpdated;
    if (isLate && (values.token || values.requestInit || values.fetcher)) void report.refresh();
    current.current = values;
  });
}

/** Calls the newest handlers. */
function useEvents(host, props) {
  const current = useRef(props);
  useElementEffect(() => {
    current.current = props;
  });
  useElementEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    for (const [name, type] of Object.entries(events)) {
      host.current.addEventListener(type, (event) => current.current[name]?.(event), { signal });
    }
    return () => listening.abort();
  }, []);
}

/** Defines the tag once the element has its properties: an element from the server’s HTML must not request without them. */
function useDefinition() {
  useElementEffect(() => {
    void import('../dist/define.js');
  }, []);
}

export const CampaignEmailReport = forwardRef(function CampaignEmailReport(props, ref) {
  const host = useRef(null);
  useImperativeHandle(ref, () => host.current, []);
  useProperties(host, props);
  useEvents(host, props);
  useDefinition();
  return createElement('campaign-email-report', { ...attributesOf(props), ref: host });
});
