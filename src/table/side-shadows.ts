/** Shows a shadow at each side where a scroller continues. */
export function updateShadows({ classList, clientWidth, scrollLeft, scrollWidth }: HTMLElement): void {
  const offset = Math.abs(scrollLeft);
  classList.toggle('aside', offset > 0);
  classList.toggle('continues', offset + clientWidth < scrollWidth - 1);
}
