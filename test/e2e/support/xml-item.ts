/** An answer's XML without the outermost `<item>` that holds `marker`: `<vpcId>vpc-1</vpcId>`. As it was where there is none. */
export function withoutItem(xml: string, marker: string): string {
  const found = outermostItems(xml).find(([start, end]) => xml.slice(start, end).includes(marker));
  return found === undefined ? xml : xml.slice(0, found[0]) + xml.slice(found[1]);
}

/** Where each begins and ends. */
function outermostItems(xml: string): readonly (readonly [number, number])[] {
  const items: (readonly [number, number])[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: tag, index } of xml.matchAll(/<\/?item>/g)) {
    const opens = tag === '<item>';
    if (opens && depth === 0) start = index;
    depth += opens ? 1 : -1;
    if (!opens && depth === 0) items.push([start, index + tag.length]);
  }
  return items;
}
