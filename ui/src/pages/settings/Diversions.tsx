// The phones that a phone rule has changed, and the way to give all of them back at once.

import { Body1, Caption1, makeStyles, Subtitle2Stronger, tokens } from "@fluentui/react-components";
import { Item, ItemList } from "../../components/ItemList";
import { activityWord } from "../../components/states";
import { useFormat, useSay, useView } from "../../components/window";
import { UndoDiversions } from "../problems/UndoDiversions";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalM },
  title: { margin: 0, flex: 1 },
  text: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, flex: "1 1 260px", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function Diversions() {
  const styles = useStyles();
  const say = useSay();
  const format = useFormat();
  const { diversions } = useView();
  return (
    <>
      <div className={styles.head}>
        <Subtitle2Stronger as="h3" className={styles.title}>
          {say("diversions-title", { count: diversions.length })}
        </Subtitle2Stronger>
        {diversions.length > 0 && <UndoDiversions />}
      </div>
      {diversions.length === 0 && <Caption1 className={styles.quiet}>{say("diversions-none")}</Caption1>}
      {diversions.length > 0 && (
        <ItemList>
          {diversions.map(({ extension, name, profile, former, activity, since, until, state }) => (
            <Item key={extension} data-testid={`diversion-${extension}`} data-state={state}>
              <div className={styles.text}>
                <Body1>
                  {name} ({extension}): {say(`diversion-${state}`, { profile, former })}
                </Body1>
                <Caption1 className={styles.quiet}>
                  {say("diversion-times", { activity: activityWord(activity, say), since: format.moment(since), until: format.moment(until) })}
                </Caption1>
              </div>
            </Item>
          ))}
        </ItemList>
      )}
    </>
  );
}
