import { z } from "zod";
import { list, scalar, text } from "../../../shared/soap/shapes.ts";
import { joinName } from "../split-name.ts";

const object = z
  .looseObject({ LHMBAI_15_1700_objaddress: text, LHMBAI_15_1700_objname: scalar.nullish() })
  .transform(({ LHMBAI_15_1700_objaddress: id, LHMBAI_15_1700_objname: name }) => ({ id, name: name ?? "" }));

const metadata = z
  .looseObject({
    LHMBAI_15_1700_objaddress: text,
    LHMBAI_15_1700_filename: scalar.nullish(),
    LHMBAI_15_1700_fileextension: scalar.nullish(),
  })
  .transform(({ LHMBAI_15_1700_objaddress: id, LHMBAI_15_1700_filename: base, LHMBAI_15_1700_fileextension: extension }) => ({
    id,
    name: joinName(base ?? "", extension ?? ""),
  }));

/** Objects of a reply; an empty list comes as nothing at all. */
export const objectList = z
  .looseObject({ LHMBAI_15_1700_GIObjectType: list(object) })
  .nullish()
  .transform((found) => found?.LHMBAI_15_1700_GIObjectType ?? []);

/** The Schriftstücke of a document. */
export const metadataList = z
  .looseObject({ LHMBAI_15_1700_GIMetadataType: list(metadata) })
  .nullish()
  .transform((found) => found?.LHMBAI_15_1700_GIMetadataType ?? []);
