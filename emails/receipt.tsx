import type { ReactNode } from 'react';
import { Button, Section, Text } from 'react-email';
import type { SlotName } from '../src/delivery/fill-shell.ts';
import { BUTTONS, Layout, Panel, STYLES } from './layout.tsx';
import { slot, When } from './slots.tsx';

/** What its reader answered on the review page: which text, when, and when their use ends if they leave. */
export function Receipt(): ReactNode {
  return (
    <Layout>
      <Panel>
        <Entry name="policyLabel" of="policyName" />
        <Entry name="versionLabel" of="versionName" />
        <Entry name="partLabel" of="part" />
        <Entry name="recordedAtLabel" of="recordedAt" />
        <Entry name="keptUntilLabel" of="keptUntil" />
        <Entry name="mayEndLabel" of="mayEnd" />
        <Entry name="useEndsLabel" of="useEnds" />
        <Entry name="countsAgainLabel" of="countsAgain" />
        <Entry name="stillLeavingLabel" of="stillLeaving" />
        <Entry name="fingerprintLabel" of="fingerprint" />
      </Panel>
      <Section style={{ marginTop: '14px' }}>
        <Button href={slot('reviewUrl')} className="m-button m-secondary" style={BUTTONS.secondary}>
          {slot('review')}
        </Button>
        <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '14px' }}>
          {slot('notYou')}
        </Text>
      </Section>
    </Layout>
  );
}

/** A fact under its label, left out without one. The reader's own words are not known when it is written. */
function Entry({ name, of }: { name: SlotName; of: SlotName }): ReactNode {
  return (
    <When name={name}>
      <Text className="m-muted" style={{ ...STYLES.label, marginTop: '14px' }}>
        {slot(name)}
      </Text>
      <Text
        className="m-text"
        style={{ ...STYLES.text, fontWeight: 600, overflowWrap: 'anywhere', wordBreak: 'break-word' }}
      >
        {slot(of)}
      </Text>
    </When>
  );
}
