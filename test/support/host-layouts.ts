import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { ReportPage } from './report-page.ts';

/** Parents that give the element no size, except for the width of a block. */
export const unboundedParents: Readonly<Record<string, string>> = {
  block: '<div class="parent"></div>',
  flex: '<div class="parent" style="display: flex"></div>',
  'column flex, centered':
    '<div class="parent" style="display: flex; flex-direction: column; align-items: center"></div>',
  dialog:
    '<dialog open class="parent" style="padding: 0; border: 0; position: static; max-inline-size: 100%"></dialog>',
  cell: '<table style="border-spacing: 0"><tr><td class="parent" style="padding: 0"></td></tr></table>',
  float: '<div class="parent" style="float: left"></div>',
  absolute:
    '<div style="position: relative; height: 900px"><div class="parent" style="position: absolute"></div></div>',
  'fit-content': '<div class="parent" style="inline-size: fit-content"></div>',
  'inline-block': '<div class="parent" style="display: inline-block"></div>',
  'grid, start': '<div class="parent" style="display: grid; justify-items: start"></div>',
  'grid, auto columns': '<div class="parent" style="display: grid; grid-template-columns: auto"></div>',
  'grid, row of 1fr': '<div class="parent" style="display: grid; grid-template-rows: 1fr"></div>',
};

/** Parents that give the element the height that `.given` has. */
export const boundedParents: Readonly<Record<string, string>> = {
  height: '<div class="given parent"></div><style>campaign-email-report { block-size: 100% }</style>',
  'height of a block':
    '<div class="given parent"></div><style>campaign-email-report { display: block; block-size: 100% }</style>',
  'flex: 1': `<div class="given parent" style="display: flex; flex-direction: column"><h1>Title</h1></div>
    <style>campaign-email-report { flex: 1; min-block-size: 0 }</style>`,
  'flex: 1 of a minimum height': `<div class="given least parent" style="display: flex; flex-direction: column"><h1>Title</h1></div>
    <style>campaign-email-report { flex: 1; min-block-size: 0 }</style>`,
  'flex: 1 alone': `<div class="given parent" style="display: flex; flex-direction: column"><h1>Title</h1></div>
    <style>campaign-email-report { flex: 1 }</style>`,
  'flex: 1 in a box of a flex column': `<div class="given" style="display: flex; flex-direction: column"><h1>Title</h1>
    <main style="display: flex; flex: 1; flex-direction: column; min-block-size: 0" class="parent"></main></div>
    <style>campaign-email-report { flex: 1 }</style>`,
  'stretched in a row': '<div class="given parent" style="display: flex"></div>',
  'stretched in a dialog': '<dialog open class="given parent" style="display: flex; padding: 0; border: 0"></dialog>',
  'grid row of 1fr':
    '<div class="given parent" style="display: grid; grid-template-rows: auto 1fr"><h1>Title</h1></div>',
  'grid row of its own size': '<div class="given parent" style="display: grid"></div>',
  'grid row':
    '<div class="given parent" style="display: grid; grid-template-rows: auto minmax(0, 1fr)"><h1>Title</h1></div>',
  absolute: `<div class="given parent" style="position: relative"></div>
    <style>campaign-email-report { position: absolute; inset: 0 }</style>`,
};

/** The content of the page, with the element in its last, deepest `.parent`. */
export async function mountIn(html: string, report: ReportResponse, css = ''): Promise<ReportPage> {
  document.body.innerHTML = `<style>${css}</style>${html}`;
  const page = ReportPage.mount({ report }, document.querySelector<HTMLElement>('.parent') ?? document.body);
  await page.reaches('ready');
  await page.settled();
  return page;
}

export function boxOf(page: ReportPage, selector: string): DOMRect {
  const [element] = page.all(selector);
  if (!element) throw new Error(`There is no element ${selector}.`);
  return element.getBoundingClientRect();
}
