// No sentence stands in the source: what people see or hear there comes from the files of words.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "..", "src");

/** The properties whose text is shown or read aloud, of HTML and of Fluent's components. */
const SPOKEN = new Set([
  ...["alt", "title", "label", "placeholder", "content", "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext"],
  ...["hint", "validationMessage", "header", "text", "question", "consequence", "summary", "description", "expandText"],
]);

/** Texts that are the same in every language: the product's name, and examples of what to enter. */
const LANGUAGELESS = new Set(["Presence Sync", "K1234", "contoso.de", "100;anna.berger@contoso.de 101;ben.cordes@contoso.de"]);

const BOTH_REACH = new Set<ts.SyntaxKind>([ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

/** What a file of the window says itself: texts of the markup, and literals that reach it or a spoken property. */
function spoken(name: string, text: string): string[] {
  const found: string[] = [];
  const hear = (words: string) => {
    const said = words.replace(/\s+/g, " ").trim();
    if (/\p{L}/u.test(said) && !LANGUAGELESS.has(said)) found.push(`${name}: ${said}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) hear(node.text);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) results(node.expression).forEach(hear);
    if (ts.isJsxAttribute(node) && node.initializer && SPOKEN.has(node.name.getText())) {
      if (ts.isStringLiteral(node.initializer)) hear(node.initializer.text);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression) results(node.initializer.expression).forEach(hear);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

/** The literals that an expression can become. What a call returns is not its business: `say("key")` says no key. */
function results(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.flatMap(({ expression, literal }) => [...results(expression), literal.text])];
  if (ts.isConditionalExpression(node)) return [...results(node.whenTrue), ...results(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return results(node.expression);
  if (ts.isBinaryExpression(node)) return chosen(node).flatMap(results);
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((property) => (ts.isPropertyAssignment(property) && property.name.getText() === "children" ? results(property.initializer) : []));
  return [];
}

/** Which sides of an operator reach its result; those of a comparison do not. */
function chosen({ left, operatorToken, right }: ts.BinaryExpression): ts.Expression[] {
  if (BOTH_REACH.has(operatorToken.kind)) return [left, right];
  return operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ? [right] : [];
}

function markup(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
}

describe("the window", () => {
  it("says nothing that does not come from the files of words", () => {
    const files = markup();
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap((name) => spoken(name, readFileSync(join(SRC, name), "utf8")))).toEqual([]);
  });
});

describe("a planted sentence", () => {
  it.each([
    ["in the markup", "<p>Nothing works.</p>"],
    ["as a literal in the markup", '<p>{"Nothing works."}</p>'],
    ["in a condition", '<p>{broken ? "Nothing works." : say("fine")}</p>'],
    ["behind a condition", '<p>{broken && "Nothing works."}</p>'],
    ["as a fallback", '<p>{text ?? "Nothing works."}</p>'],
    ["as a label", '<button aria-label="Nothing works." />'],
    ["in braces as a placeholder", '<input placeholder={"Nothing works."} />'],
    ["in a template as a title", "<a title={`Nothing works.${name}`} />"],
    ["in an object as content", '<Tooltip content={{ children: "Nothing works." }} />'],
  ])("is found %s", (_, element) => {
    expect(spoken("Planted.tsx", `export const Planted = () => ${element};`)).toEqual(["Planted.tsx: Nothing works."]);
  });

  it("is no key, no comparison, no sign and no other property", () => {
    const element = '<p className="wide" data-testid="p" title={say("title")}>{kind === "round" ? say("round") : "–"} · {count}</p>';
    expect(spoken("Honest.tsx", `export const Honest = () => ${element};`)).toEqual([]);
  });
});
