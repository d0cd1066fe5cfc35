import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in Simplified Chinese. */
export const reviewZhHans: ReviewMessages = {
  title: ({ title }) => `《${title}》的变更`,
  posted: '发布时间',
  comparedWith: ({ version }) => `以下是与您已同意的第${version}版相比的变更。`,
  comparedWithInForce: ({ version }) => `以下是与第${version}版相比的变更。`,
  agreedBefore: '您在本记录开始之前已同意本文件；当时同意的是哪一版文本，现已无从得知。',
  fullText: ({ version }) => `阅读第${version}版全文`,
  lateUntil: ({ date }) => `您在该变更生效后才收到通知，因此您可在${date}之前作出决定。`,
  nothingBinds:
    '目前对您没有任何约束力：根据我们的记录，有关该变更的通知尚未送达您。您可以同意，也可以拒绝并停止使用。',
  yourAnswer: '您的答复',
  accept: ({ version }) => `同意第${version}版`,
  declineAndLeave: '拒绝并停止使用',
  confirmLeaving: {
    title: '您确定要停止使用吗？',
    body: ({ date }) => `您对本服务的使用将于${date}停止。在此之前，您可以改变决定。`,
    confirm: ({ day }) => `是的，于${day}停止使用`,
    goBack: '不，返回',
  },
  stay: '撤销决定，继续使用',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: '谢谢。您已同意。',
      body: `您已于${date}同意《${title}》第${version}版。`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: '您已拒绝，您的使用将停止。',
      body: `您已于${date}拒绝《${title}》第${version}版。您对本服务的使用将于${endsDate}停止。在此之前，您可以在本页面上改变决定。`,
    }),
    stayed: ({ title, version, date }) => ({
      title: '您已撤销决定。',
      body: `您已于${date}撤销因《${title}》第${version}版而停止使用的决定。这并不表示您同意该版本。`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: '您已撤销决定。',
      body: `您已于${date}撤销因《${title}》第${version}版而停止使用的决定。您于${acceptedDate}作出的同意重新有效。`,
    }),
    keep: '如需自行留存记录，请打印或保存本页面。',
    mailing: '我们也会通过邮件将本回执发送给您。',
    mailed: ({ date }) => `我们也已于${date}通过邮件将本回执发送给您。`,
    policy: '文件',
    version: '版本',
    fingerprint: '文本指纹（哈希值）',
    recordedAt: '记录时间',
  },
  stillLeaving: ({ title, date }) => `因《${title}》，您对本服务的使用仍将于${date}停止。`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence' ? `第${version}版对您适用。` : `您已同意第${version}版。`,
      body: {
        explicit: `您已于${date}同意该版本，无需再进行任何操作。`,
        deemed: `该版本生效后，您于${date}使用了本服务，即视为您同意该版本。您无需再进行任何操作。`,
        silence: `您在${date}之前未提出异议，即视为您同意该版本。您无需再进行任何操作。`,
        imported: `您于${date}作出的同意已记录在案，无需再进行任何操作。`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: '您无需再进行任何操作。',
      body: `您已同意较新的第${version}版。`,
    }),
    left: ({ endedDate }) => ({
      title: '您对本服务的使用已停止。',
      body: `停止时间为${endedDate}。此处没有需要您决定的事项。`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: '拒绝的期限已过。',
      body: `第${version}版的拒绝截止时间为${closedDate}。`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: '该变更已撤回。',
      body: `第${version}版已于${withdrawnDate}撤回，不会生效。`,
    }),
    nothingChanged: '它没有为您带来任何变化：此前对您适用的内容一直继续适用。',
    superseded: ({ version, by }) => ({
      title: '该版本已被较新的版本取代。',
      body: `第${version}版已被第${by}版取代。您只能对现行有效或已公布的版本作出答复。`,
    }),
    expiredLink: {
      title: '该链接已过期。',
      body: '该链接只在一段时间内有效。打开链接没有产生任何记录。请登录本服务，查看对您适用的内容。',
    },
    unknownLink: {
      title: '我们无法识别该链接。',
      body: '链接可能在复制时不完整。请从邮件中重新打开。',
    },
    retiredLink: {
      title: '该链接已失效。',
      body: '该链接所用的签名密钥已停用，因此无法用它查看内容或作出决定。如您仍可答复，我们会将含有新链接的邮件发送至账号的邮箱地址：请使用该链接，或登录本服务。',
    },
    addressChanged: {
      title: '该链接已失效。',
      body: '该链接曾发送至一个邮箱地址，而该地址已不再是账号的邮箱地址，因此无法用它查看内容或作出决定。请登录本服务，查看对您适用的内容。',
    },
    sentToNewAddress: {
      title: '该链接已失效。',
      body: '该链接曾发送至一个邮箱地址，而该地址已不再是账号的邮箱地址。含有新链接的邮件会发送至账号现在的邮箱地址：请使用该链接，或登录本服务。',
    },
  },
  refused: {
    notFromThisPage: {
      title: '您的答复未被记录。',
      body: '您的答复并非从本页面提交，因此没有记录。请从邮件中打开链接，并在该页面上答复。',
    },
    outOfDate: {
      title: '您的答复未被记录。',
      body: '您打开本页面之后，相关内容发生了变化。请阅读当前内容，然后重新答复。',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `本页面仅供您本人使用：您的邮箱地址属于${company}的某个账号，因此我们向您发送了链接。请勿将其分享给他人。`,
  whyYouSeeThisOnce: ({ company }) =>
    `本页面仅供您本人使用：您的邮箱地址属于或曾属于${company}的某个账号，因此我们向您发送了链接。请勿将其分享给他人。`,
};
