import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in Spanish. */
export const answersEs: AnswersMessages = {
  object: {
    until: ({ date }) => `Puede oponerse hasta el ${date}.`,
    within: ({ period }) =>
      `Puede oponerse en un plazo de ${period} desde el envío de este correo. En su página personal verá la fecha y la hora exactas.`,
    around: ({ date, period }) =>
      `Puede oponerse hasta el ${date}. Si este correo se envió después, tiene para oponerse ${period} desde el envío. En su página personal verá la fecha y la hora exactas.`,
    untilRenewal: 'Puede oponerse hasta que se renueve su contrato.',
    untilYouAccept: 'Puede oponerse mientras no haya aceptado.',
    onPage: 'Dispone de un plazo para oponerse. En su página personal verá cuándo termina o cuándo terminó.',
  },
  ways: {
    leave: 'En ese caso puede darse de baja.',
    leaveFree: 'En ese caso puede darse de baja, sin coste alguno.',
    keepOld: 'Puede conservar la versión que tiene ahora.',
    keepOldUntil: ({ date }) => `Puede conservar la versión que tiene ahora hasta el ${date}.`,
    keepOldForATime:
      'Puede conservar durante un tiempo la versión que tiene ahora. En su página personal verá hasta cuándo.',
    keepOldPart: 'Puede conservar el texto anterior de una parte; todo lo demás es nuevo.',
    leavePart: 'Puede renunciar a una parte del servicio; el resto continúa.',
    refuse: 'Puede decir que no mientras no haya aceptado. Su uso del servicio continúa.',
    mayEnd: ({ period }) =>
      `Si la conserva, podemos poner fin a su uso del servicio con un preaviso de ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Si la conserva, podemos poner fin a su uso del servicio con un preaviso de ${period}, como muy pronto el ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `Puede retirar esta respuesta hasta el ${date}. Después todavía podrá aceptar la nueva versión.`,
  consentAsked:
    'Si acepta, podrá retirar su consentimiento en cualquier momento, con la misma facilidad con que lo da. Lo que se haya hecho hasta entonces no se ve afectado.',
  explicitOptional: 'Nada cambia para usted si no acepta: conserva lo que tiene ahora.',
  unrecordedOptional: ({ version }) =>
    `No nos consta que haya aceptado este documento. Ni no hacer nada ni usar el servicio cambia eso. Puede aceptar la versión ${version}, pero no tiene que hacerlo.`,
  askedAnew:
    'Ha retirado su consentimiento, por lo que su aceptación anterior ya no cuenta. Se le pedirá que acepte antes de continuar.',
  askedAnewOptional: ({ version }) =>
    `Ha retirado su consentimiento, por lo que su aceptación anterior ya no cuenta. Puede aceptar la versión ${version}, pero no tiene que hacerlo.`,
  restrictedNow: 'Solo puede usar el servicio en parte hasta que acepte.',
  endedNow: 'No puede usar el servicio hasta que acepte.',
  buttons: {
    no: 'No',
    keepOld: 'Oponerse y conservar la versión anterior',
    keepOldPart: ({ part }) => `Oponerse y conservar el texto anterior de «${part}»`,
    leavePart: ({ part }) => `Seguir sin «${part}»`,
    takeBack: 'Retirar mi respuesta',
    withdraw: 'Retirar mi consentimiento',
  },
  confirm: {
    title: '¿Quiere oponerse?',
    keepOld: 'Sí, conservar la versión anterior',
    keepOldPart: ({ part }) => `Sí, conservar el texto anterior de «${part}»`,
    leavePart: ({ part }) => `Sí, seguir sin «${part}»`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'Se ha opuesto.',
      body: `El ${date} se opuso a la versión ${version} de «${title}». La versión que tiene sigue siendo la suya.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'Se ha opuesto.',
      body: `El ${date} se opuso a la versión ${version} de «${title}». La versión que tiene sigue siendo la suya hasta el ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'Se ha opuesto a una parte.',
      body: `El ${date} se opuso a «${part}» en la versión ${version} de «${title}». Ahí se conserva el texto anterior; todo lo demás es nuevo.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Ha renunciado a una parte.',
      body: `El ${date} renunció a «${part}» a causa de la versión ${version} de «${title}». El resto continúa.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'Ha retirado su respuesta.',
      body: `El ${date} retiró su oposición a la versión ${version} de «${title}». Todo queda como si no se hubiera opuesto.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'Ha retirado su consentimiento.',
      body: `El ${date} retiró su consentimiento a la versión ${version} de «${title}». Lo que se hizo antes con base en él no se ve afectado.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Ha dicho que no.',
      body: `El ${date} denegó su consentimiento a la versión ${version} de «${title}». Su uso del servicio continúa. Si cambia de opinión, aún puede aceptar.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Su uso del servicio termina.',
      body: `Conserva lo que tenía antes de la versión ${version} de «${title}», y por eso ${company} le dio preaviso el ${date}. Su uso del servicio termina el ${endsDate}. Si acepta hasta entonces, continúa.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Comprobante: se ha opuesto a la versión ${version} de «${title}»`,
      heading: 'Se ha opuesto',
      lead: ({ title, company, version }) =>
        `Se ha opuesto a la versión ${version} de «${title}» de ${company}. La versión que tiene sigue siendo la suya. Este correo es su comprobante.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Comprobante: se ha opuesto a una parte de la versión ${version} de «${title}»`,
      heading: 'Se ha opuesto a una parte',
      lead: ({ title, company, version }) =>
        `Se ha opuesto a una parte de la versión ${version} de «${title}» de ${company}. Ahí se conserva el texto anterior; todo lo demás es nuevo. Este correo es su comprobante.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Comprobante: ha renunciado a una parte por la versión ${version} de «${title}»`,
      heading: 'Ha renunciado a una parte',
      lead: ({ title, company, version }) =>
        `Ha renunciado a una parte del servicio a causa de la versión ${version} de «${title}» de ${company}. El resto continúa. Este correo es su comprobante.`,
    },
    tookBack: {
      subject: ({ title }) => `Comprobante: ha retirado su respuesta (${title})`,
      heading: 'Ha retirado su respuesta',
      lead: ({ title, company, version }) =>
        `Ha retirado su oposición a la versión ${version} de «${title}» de ${company}. Todo queda como si no se hubiera opuesto. Este correo es su comprobante.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Comprobante: ha retirado su consentimiento (${title})`,
      heading: 'Ha retirado su consentimiento',
      lead: ({ title, company, version }) =>
        `Ha retirado su consentimiento a la versión ${version} de «${title}» de ${company}. Lo que se hizo antes con base en él no se ve afectado. Este correo es su comprobante.`,
    },
    consentRefused: {
      subject: ({ title }) => `Comprobante: ha denegado su consentimiento (${title})`,
      heading: 'Ha dicho que no',
      lead: ({ title, company, version }) =>
        `Ha denegado su consentimiento a la versión ${version} de «${title}» de ${company}. Su uso del servicio continúa. Este correo es su comprobante.`,
    },
    part: 'Parte',
    keptUntil: 'Lo que tiene sigue siendo suyo hasta el',
  },
};
