import type { ReactNode } from 'react';
import { Button, Link, Section, Text } from 'react-email';
import { BUTTONS, ButtonGap, Fact, Layout, Panel, Quoted, STYLES, Title } from './layout.tsx';
import { slot, When } from './slots.tsx';

/** A version is posted: what changes, from when, what the reader can do about it and until when. */
export function Announcement(): ReactNode {
  return (
    <Layout>
      <When name="summary">
        <Title name="summaryLabel" />
        <Quoted name="summary" />
      </When>
      <When name="versions">
        <Title name="summaryLabel" />
        <div className="m-text" style={STYLES.text}>
          {slot('versions')}
        </div>
      </When>
      <When name="earlierOnPage">
        <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '14px' }}>
          {slot('earlierOnPage')}
        </Text>
      </When>
      <When name="reason">
        <Title name="reasonLabel" />
        <Quoted name="reason" />
      </When>
      <When name="documents">{slot('documents')}</When>
      <When name="whenLabel">
        <Panel>
          <Fact name="whenLabel" of="when" strong />
          <Fact name="declineLabel" of="decline" />
          <Fact name="silenceLabel" of="silence" />
        </Panel>
      </When>
      <Section style={{ marginTop: '10px' }}>
        <Button href={slot('reviewUrl')} className="m-button m-primary" style={BUTTONS.primary}>
          {slot('review')}
        </Button>
        <When name="leave">
          <ButtonGap />
          <Button
            href={`${slot('reviewUrl')}#leave`}
            className="m-button m-secondary"
            style={BUTTONS.secondary}
          >
            {slot('leave')}
          </Button>
        </When>
        <When name="consentAsked">
          <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '14px' }}>
            {slot('consentAsked')}
          </Text>
        </When>
        <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '14px' }}>
          {slot('nothingYet')}
        </Text>
      </Section>
      <Title name="changesLabel" />
      <When name="comparedWith">
        <Text className="m-muted" style={{ ...STYLES.muted, marginBottom: '6px' }}>
          {slot('comparedWith')}
        </Text>
      </When>
      <When name="changes">
        <div
          className="m-text m-changes"
          lang={slot('changesLanguage')}
          dir={slot('changesDirection')}
          style={STYLES.text}
        >
          {slot('changes')}
        </div>
      </When>
      <When name="noChangesShown">
        <Text className="m-text" style={STYLES.text}>
          {slot('noChangesShown')}
        </Text>
      </When>
      <When name="moreOnPage">
        <Text className="m-text" style={{ ...STYLES.text, marginTop: '16px' }}>
          {slot('moreOnPage')}{' '}
          <Link href={slot('reviewUrl')} className="m-link" style={BUTTONS.link}>
            {slot('seeAllChanges')}
          </Link>
        </Text>
      </When>
    </Layout>
  );
}
