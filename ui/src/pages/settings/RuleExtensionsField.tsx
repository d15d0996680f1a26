// For whom a phone rule stands: everybody, or extensions that are searched on the board.

import { Button, Field, makeStyles, Radio, RadioGroup, SearchBox, Tag, TagGroup, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useBoard, useSay } from "../../components/window";
import type { ExtensionNumber, Row, RuleExtensions } from "../../generated";
import { compareExtensions, fold } from "../../model/order";

const useStyles = makeStyles({
  listed: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, alignItems: "stretch" },
  search: { maxWidth: "none", width: "100%" },
  list: { listStyle: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  found: { width: "100%", justifyContent: "flex-start", fontWeight: tokens.fontWeightRegular },
  tags: { flexWrap: "wrap", rowGap: tokens.spacingVerticalXS },
});

const SHOWN = 6;

export interface RuleExtensionsFieldProps {
  extensions: RuleExtensions;
  fault: string | null;
  onExtensions: (extensions: RuleExtensions) => void;
}

export function RuleExtensionsField({ extensions, fault, onExtensions }: RuleExtensionsFieldProps) {
  const styles = useStyles();
  const say = useSay();
  // What was chosen stays for whoever looks at everybody and comes back.
  const [listed, setListed] = useState<ExtensionNumber[]>(extensions.kind === "listed" ? extensions.extensions : []);
  const list = (next: ExtensionNumber[]) => {
    const sorted = [...next].sort(compareExtensions);
    setListed(sorted);
    onExtensions({ kind: "listed", extensions: sorted });
  };
  return (
    <>
      <Field label={say("rule-whom")} validationMessage={fault}>
        <RadioGroup
          layout="horizontal"
          value={extensions.kind}
          onChange={(_, { value }) => onExtensions(value === "all" ? { kind: "all" } : { kind: "listed", extensions: listed })}
        >
          <Radio value="all" label={say("rule-whom-all")} data-testid="rule-whom-all" />
          <Radio value="listed" label={say("rule-whom-listed")} data-testid="rule-whom-listed" />
        </RadioGroup>
      </Field>
      {extensions.kind === "listed" && (
        <div className={styles.listed}>
          <Chosen listed={listed} onRemove={(extension) => list(listed.filter((each) => each !== extension))} />
          <Search listed={listed} onAdd={(extension) => list([...listed, extension])} />
        </div>
      )}
    </>
  );
}

function Chosen({ listed, onRemove }: { listed: readonly ExtensionNumber[]; onRemove: (extension: ExtensionNumber) => void }) {
  const styles = useStyles();
  const say = useSay();
  const board = useBoard();
  if (listed.length === 0) return null;
  return (
    <TagGroup className={styles.tags} size="small" aria-label={say("rule-extensions-chosen")} onDismiss={(_, { value }) => onRemove(value)}>
      {listed.map((extension) => (
        <Tag key={extension} value={extension} dismissible dismissIcon={{ "aria-label": say("rule-remove", { extension }) }} data-testid={`rule-chosen-${extension}`}>
          {[extension, board.get(extension)?.name].join(" ").trim()}
        </Tag>
      ))}
    </TagGroup>
  );
}

function Search({ listed, onAdd }: { listed: readonly ExtensionNumber[]; onAdd: (extension: ExtensionNumber) => void }) {
  const styles = useStyles();
  const say = useSay();
  const board = useBoard();
  const [text, setText] = useState("");
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = ({ extension, name, email }: Row) => {
    const known = fold(`${extension} ${name} ${email}`);
    return !listed.includes(extension) && words.every((word) => known.includes(word));
  };
  const found = words.length === 0 ? [] : [...board.values()].filter(fits).slice(0, SHOWN);
  return (
    <>
      <SearchBox
        className={styles.search}
        placeholder={say("rule-search")}
        aria-label={say("rule-search")}
        value={text}
        onChange={(_, { value }) => setText(value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // Enter takes the first one; it does not save the rule.
          event.preventDefault();
          const [first] = found;
          if (first !== undefined) {
            onAdd(first.extension);
            setText("");
          }
        }}
        data-testid="rule-search"
      />
      {found.length > 0 && (
        <ul className={styles.list} aria-label={say("rule-found")}>
          {found.map(({ extension, name }) => (
            <li key={extension}>
              <Button
                appearance="subtle"
                size="small"
                className={styles.found}
                onClick={() => {
                  onAdd(extension);
                  setText("");
                }}
                data-testid={`rule-add-${extension}`}
              >
                {extension} {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
