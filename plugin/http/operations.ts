import type { operations as Described } from "../../openapi/generated/plugin.ts";
import type { Operation } from "./operation.ts";
import { agendaPage, attachmentPreview, decideAttachment, retractAttachment } from "./routes/agenda.ts";
import { agendaItemPage, composeAttachment, proposeAttachment } from "./routes/agenda-item.ts";
import { calendarFeed, calendarPage, renewCalendar, revokeCalendar } from "./routes/calendar.ts";
import { addPromise, fillInCase, openCaseForItem, removePromise } from "./routes/case-fields.ts";
import {
  addHoldingReply,
  addLink,
  chooseReceiving,
  closeCase,
  dismissCase,
  extendDeadline,
  holdingDocument,
  markHoldingSent,
  noteRisSide,
  removeLink,
  reopenCase,
} from "./routes/case-steps.ts";
import { casesPage, openCase } from "./routes/cases.ts";
import { confirmAttachment, confirmRelease, confirmResolution } from "./routes/confirm.ts";
import { beginCorrection, endCorrection, withdrawRelease } from "./routes/corrections.ts";
import { coveragePage } from "./routes/coverage.ts";
import { deliveriesPage, deliveryFile, deliveryPackage, resolveDelivery } from "./routes/deliveries.ts";
import { digestPage } from "./routes/digest.ts";
import { answerChanges, editAnswer, editPage, redraftAnswer, redraftPage } from "./routes/editing.ts";
import { figurePage, figuresPage, importTable, vouchFigure } from "./routes/figures.ts";
import { helpPage, helpTopic } from "./routes/help.ts";
import { publicHere, workbenchHere } from "./routes/here.ts";
import {
  answerDocumentFile,
  casePage,
  correctInquiry,
  decideInquiry,
  draftAnswer,
  enterInquiry,
  releaseAnswer,
  splitInquiry,
} from "./routes/inquiries.ts";
import { decideAnnouncement, decideRewording, joinInquiries, moveInquiry } from "./routes/later-minutes.ts";
import { addForeignTable, exportLedger, ledgerPage } from "./routes/ledger.ts";
import { addMinutes, fetchMinutes, minutesExamples, minutesPage, minutesResult } from "./routes/minutes.ts";
import {
  enterOfficeReply,
  importOfficeReply,
  keepOfficeReply,
  markOfficeRequestSent,
  officeRequestDocument,
  prepareOfficeRequest,
  remindOffice,
  useOfficeReply,
  withdrawOfficeRequest,
} from "./routes/office-requests.ts";
import { openCatalogue, openFiguresData, openFiguresTable } from "./routes/open-data.ts";
import { historyPage, live, metrics, ready } from "./routes/operation.ts";
import { approveFromPanel, panelFragment, panelSection } from "./routes/panel.ts";
import { markPrecedent } from "./routes/precedents.ts";
import { progressPage } from "./routes/progress.ts";
import { manifest, publicAgendaItem, publicSheet, startPage } from "./routes/public.ts";
import { publicAccessibility, publicIndicator, publicMethod, publicTown } from "./routes/public-town.ts";
import { pushFigures, pushStatements } from "./routes/push.ts";
import { seriesPage, seriesTable } from "./routes/series.ts";
import { settingsPage } from "./routes/settings.ts";
import { signInCallback, signInPage, signOut } from "./routes/sign-in.ts";
import { beginSigning, enterSignature, signAnswer, signatureScan, withdrawSigning } from "./routes/signatures.ts";
import { sittingListFile, sittingPage, sittingsPage } from "./routes/sittings.ts";
import { enterStatement, statementPage } from "./routes/statements.ts";
import { statusPage } from "./routes/status.ts";
import { timesPage, timesTable } from "./routes/times.ts";
import { toSignOne, toSignPage } from "./routes/to-sign.ts";
import { todayPage } from "./routes/today.ts";
import { readWordFile } from "./routes/word-file.ts";

/** Who answers which operation of openapi/plugin.yaml; the compiler refuses a missing one and one too many. */
export const operations: Readonly<Record<keyof Described, Operation>> = {
  ...{ startPage, publicAgendaItem, publicSheet, manifest },
  ...{ panelSection, panelFragment, approveFromPanel },
  ...{ publicHere, workbenchHere },
  ...{ publicTown, publicIndicator, publicMethod, publicAccessibility },
  ...{ openFiguresTable, openFiguresData, openCatalogue },
  ...{ signInPage, signInCallback, signOut },
  ...{ live, ready, metrics, historyPage },
  ...{ todayPage },
  ...{ minutesPage, minutesExamples, minutesResult, addMinutes, fetchMinutes },
  ...{ agendaPage, agendaItemPage, composeAttachment, proposeAttachment, attachmentPreview, decideAttachment, retractAttachment },
  ...{ confirmAttachment, confirmRelease, confirmResolution },
  ...{ coveragePage, progressPage, settingsPage, helpPage, helpTopic },
  ...{
    casesPage,
    openCase,
    casePage,
    enterInquiry,
    correctInquiry,
    splitInquiry,
    decideInquiry,
    draftAnswer,
    answerDocument: answerDocumentFile,
    releaseAnswer,
    markPrecedent,
  },
  ...{ closeCase, dismissCase, reopenCase, extendDeadline, chooseReceiving, noteRisSide, addLink, removeLink },
  ...{ calendarPage, renewCalendar, revokeCalendar, calendarFeed, digestPage },
  ...{ timesPage, timesTable },
  ...{ sittingsPage, sittingPage, sittingListFile },
  ...{ addHoldingReply, holdingDocument, markHoldingSent },
  ...{ decideRewording, joinInquiries, moveInquiry, decideAnnouncement },
  ...{ editPage, editAnswer, answerChanges, redraftPage, redraftAnswer, readWordFile },
  ...{ openCaseForItem, fillInCase, addPromise, removePromise },
  ...{ beginSigning, withdrawSigning, toSignPage, toSignOne, signAnswer, enterSignature, signatureScan },
  ...{ beginCorrection, endCorrection, withdrawRelease },
  ...{ prepareOfficeRequest, officeRequestDocument, markOfficeRequestSent, remindOffice, withdrawOfficeRequest },
  ...{ enterOfficeReply, importOfficeReply, useOfficeReply, keepOfficeReply },
  ...{ ledgerPage, addForeignTable, exportLedger },
  ...{ figuresPage, figurePage, vouchFigure, statementPage, enterStatement, importTable, pushFigures, pushStatements },
  ...{ seriesPage, seriesTable, statusPage },
  ...{ deliveriesPage, deliveryFile, deliveryPackage, resolveDelivery },
};
