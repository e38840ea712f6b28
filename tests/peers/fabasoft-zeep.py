"""Drives the web service of the simulated E-Akte with zeep, strictly: what stands in a reply in another order than the WSDL says is an error.

Arguments: address, user, password, address of the subject area, business datum. Writes what it saw as JSON.
"""

import json
import sys

import requests
from requests.auth import HTTPBasicAuth
from zeep import Client, Settings
from zeep.transports import Transport

address, user, password, area, datum = sys.argv[1:6]
session = requests.Session()
session.auth = HTTPBasicAuth(user, password)
settings = Settings(strict=True, xsd_ignore_sequence_order=False)
dms = Client(f"{address}?wsdl", transport=Transport(session=session, timeout=20), settings=settings).service
acting = {"userlogin": "zeep", "businessapp": "zeep"}


def attachment(name, content):
    facts = {"LHMBAI_15_1700_filename": name, "LHMBAI_15_1700_fileextension": "txt", "LHMBAI_15_1700_filecontent": content}
    return {"LHMBAI_15_1700_GIAttachmentType": [facts]}


content = "Grüße\r\n& <b>".encode()
file = dms.CreateFileGI(apentry=area, shortname="Zeep & Söhne", **acting).objid
procedure = dms.CreateProcedureGI(referrednumber=file, shortname="Vorgang", filetype="Elektronisch", **acting).objid
made = dms.CreateOutgoingGI(referrednumber=procedure, shortname="Blatt", filesubj="z. 1\nz. 2", giattachmenttype=attachment("Blatt", content), **acting)
paper = made.giobjecttype.LHMBAI_15_1700_GIObjectType[0].LHMBAI_15_1700_objaddress
desk = dms.CreateOutgoingGI(shortname="ohne Vorgang", giattachmenttype=attachment("Blatt", content), **acting)
dms.UpdateBusinessDataValueGI(objaddress=made.objid, reference=datum, value="z-1", **acting)
found = dms.SearchObjNameGI(searchstring="*", objclass="COOELAK@1.1001:Outgoing", reference=datum, value="z-1", **acting)
held = dms.ReadContentObjectGI(objaddress=paper, **acting).giattachmenttype
document = dms.ReadOutgoingGI(objaddress=made.objid, **acting)
print(json.dumps({
    "desk": desk.status,
    "found": [each.LHMBAI_15_1700_objaddress for each in found.giobjecttype.LHMBAI_15_1700_GIObjectType] == [made.objid],
    "name": held.LHMBAI_15_1700_filename,
    "content": held.LHMBAI_15_1700_filecontent == content,
    "subject": document.filesubj,
    "echo": document.businessapp,
    "cancelled": [dms.CancelObjectGI(objaddress=made.objid, **acting).status for _ in range(2)],
    "hint": dms.ReadOutgoingGI(objaddress=made.objid, **acting).status,
    "refusals": [
        dms.ReadFileGI(objaddress="COO.1.2.3", **acting).status,
        dms.ReadFileGI(objaddress=procedure, **acting).status,
        dms.ReadFileGI(objaddress=file, **{**acting, "jobposition": "Chef"}).status,
        dms.ReadFileGI(objaddress=file, **{**acting, "userlogin": user}).status,
        dms.CreateProcedureGI(referrednumber=file, filetype="Stein", **acting).status,
        dms.UpdateBusinessDataValueGI(objaddress=file, reference="data_x", value="1", **acting).status,
    ],
}))
