// Looks for what would keep somebody from using a page, with the rules of axe-core.
import axe from "axe-core";

// Asked for icons that are letters of a font, of which there are none; jsdom would complain.
HTMLCanvasElement.prototype.getContext = () => null;

/** What axe finds, each with where. jsdom draws nothing, so contrast is judged in the real window. */
export async function violations(within: Element = document.body): Promise<string[]> {
  const { violations: found } = await axe.run(within, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
