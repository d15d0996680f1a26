// Matches an extension by hand: the likely users first, and a search over all users of the tenant.

import { Body1, makeStyles, mergeClasses, SearchBox, Spinner, tokens } from "@fluentui/react-components";
import { useId, useState, type KeyboardEvent } from "react";
import { DialogFrame } from "../../components/DialogFrame";
import { HIGH_CONTRAST } from "../../components/theme";
import { useSay } from "../../components/window";
import type { FoundUser } from "../../generated";
import { useAnswer } from "./ask";
import { useMatch } from "./match";
import { UserText } from "./UserText";

const useStyles = makeStyles({
  content: { minHeight: "320px" },
  search: { maxWidth: "none", width: "100%" },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: {
    listStyle: "none",
    margin: 0,
    padding: tokens.spacingVerticalXS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: "min(320px, 45vh)",
    overflowY: "auto",
  },
  option: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: "pointer",
    scrollMargin: tokens.spacingVerticalXS,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    [HIGH_CONTRAST]: { ":hover": { backgroundColor: "transparent", boxShadow: `inset 0 0 0 1px ${tokens.colorNeutralStroke1}` } },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    outline: `2px solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: "-2px",
    [HIGH_CONTRAST]: { backgroundColor: "transparent" },
  },
});

/** Typing pauses this long before it is searched. */
const PAUSE = 250;

export interface MatchDialogProps {
  extension: string;
  name: string;
  onClose: () => void;
}

export function MatchDialog({ extension, name, onClose }: MatchDialogProps) {
  const styles = useStyles();
  const say = useSay();
  const match = useMatch(extension);
  const choose = (found: FoundUser) => {
    match(found);
    onClose();
  };
  return (
    <DialogFrame title={say("match-title", { extension, name })} testId="match-dialog" className={styles.content} onClose={onClose}>
      <UserChoice extension={extension} onChoose={choose} />
    </DialogFrame>
  );
}

/** A combobox whose list is always open. */
function UserChoice({ extension, onChoose }: { extension: string; onChoose: (user: FoundUser) => void }) {
  const styles = useStyles();
  const say = useSay();
  const list = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const searched = text.trim();
  const answer = useAnswer(searched === "" ? { kind: "candidates", extension } : { kind: "users", text: searched }, searched === "" ? 0 : PAUSE);
  const users = answer.kind === "answered" ? answer.users : [];
  const current = Math.min(active, users.length - 1);
  const optionId = (index: number) => `${list}-${index}`;

  const moveTo = (index: number) => {
    const target = Math.max(0, Math.min(users.length - 1, index));
    setActive(target);
    document.getElementById(optionId(target))?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + 5, PageUp: current - 5 };
    const target = moves[event.key];
    const user = users[current];
    if (target !== undefined) {
      event.preventDefault();
      moveTo(target);
    } else if (event.key === "Enter" && user !== undefined) {
      event.preventDefault();
      onChoose(user);
    }
  };

  return (
    <>
      <SearchBox
        className={styles.search}
        role="combobox"
        aria-expanded={users.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={users.length > 0 ? optionId(current) : undefined}
        aria-label={say("match-search")}
        placeholder={say("match-search")}
        // The dialog was opened to search.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(_, { value }) => {
          setText(value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        data-testid="user-search"
      />
      <Body1 className={styles.quiet} role="status">
        {answer.kind === "asking" && <Spinner size="tiny" labelPosition="after" label={say("match-searching")} />}
        {answer.kind === "failed" && say("match-failed")}
        {answer.kind === "answered" && (searched === "" ? say("match-candidates", { count: users.length }) : say("match-found", { count: users.length }))}
      </Body1>
      {users.length > 0 && (
        <ul id={list} role="listbox" aria-label={say("match-users")} className={styles.list}>
          {users.map((user, index) => (
            // The keyboard is handled by the field, which names the active option.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={user.user.id}
              id={optionId(index)}
              role="option"
              aria-selected={index === current}
              tabIndex={-1}
              className={mergeClasses(styles.option, index === current && styles.active)}
              onClick={() => onChoose(user)}
              data-testid={`user-${user.user.id}`}
            >
              <UserText found={user} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
