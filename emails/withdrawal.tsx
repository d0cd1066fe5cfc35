import type { ReactNode } from 'react';
import { Button, Section, Text } from 'react-email';
import { BUTTONS, Layout, Quoted, STYLES, Title } from './layout.tsx';
import { slot, When } from './slots.tsx';

/** An announced version will not take effect after all. There is nothing to decide, so nothing is offered. */
export function Withdrawal(): ReactNode {
  return (
    <Layout>
      <When name="reason">
        <Title name="reasonLabel" />
        <Quoted name="reason" />
      </When>
      <When name="documents">{slot('documents')}</When>
      <Title name="meaningLabel" />
      <Text className="m-text" style={STYLES.text}>
        {slot('meaning')}
      </Text>
      <Section style={{ marginTop: '14px' }}>
        <Button href={slot('reviewUrl')} className="m-button m-secondary" style={BUTTONS.secondary}>
          {slot('review')}
        </Button>
      </Section>
    </Layout>
  );
}
