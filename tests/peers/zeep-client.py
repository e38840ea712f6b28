"""Drives the simulated records system with zeep, strictly: whatever stands in a reply in another order than the schema says is an error.

Arguments: address of the services, repository, user, password. Writes what it saw as JSON.
"""

import datetime
import email
import json
import sys

from zeep import Client, Settings
from zeep.exceptions import Fault
from zeep.transports import Transport
from zeep.wsse import utils
from zeep.wsse.username import UsernameToken

base, repository, user, password = sys.argv[1:5]


class Mtom(Transport):
    """zeep writes plain envelopes; servers of CMIS want every one as the root of a multipart message."""

    def post(self, address, message, headers):
        body = b"--x\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-ID: <r@x>\r\n\r\n" + message + b"\r\n--x--\r\n"
        kind = 'multipart/related; type="application/xop+xml"; start="<r@x>"; start-info="text/xml"; boundary="x"'
        reply = super().post(address, body, {**headers, "Content-Type": kind})
        if reply.status_code >= 400:
            # zeep unpacks multipart replies, but not those that are faults.
            whole = b"Content-Type: " + reply.headers["Content-Type"].encode() + b"\r\n\r\n" + reply.content
            reply._content = email.message_from_bytes(whole).get_payload()[0].get_payload(decode=True)
            reply.headers["Content-Type"] = "text/xml"
        return reply


def token():
    now = datetime.datetime.now(datetime.timezone.utc)
    form = "%Y-%m-%dT%H:%M:%SZ"
    stamp = utils.WSU.Timestamp(utils.WSU.Created(now.strftime(form)), utils.WSU.Expires((now + datetime.timedelta(minutes=4)).strftime(form)))
    return UsernameToken(user, password, timestamp_token=stamp)


def service(name):
    client = Client(f"{base}/{name}?wsdl", transport=Mtom(timeout=20), wsse=token(), settings=Settings(strict=True, xsd_ignore_sequence_order=False))
    core = client.type_factory("http://docs.oasis-open.org/ns/cmis/core/200908/")
    return client.bind(name, f"{name}Port"), core, client.type_factory("http://docs.oasis-open.org/ns/cmis/messaging/200908/")


repositories, _, _ = service("RepositoryService")
objects, core, messaging = service("ObjectService")
navigation, _, _ = service("NavigationService")
versioning, _, _ = service("VersioningService")
discovery, _, _ = service("DiscoveryService")


def properties(**values):
    ids = [core.cmisPropertyId(propertyDefinitionId="cmis:objectTypeId", value=[values.pop("type")])]
    texts = [core.cmisPropertyString(propertyDefinitionId=key.replace("_", ":"), value=[value]) for key, value in values.items()]
    return core.cmisPropertiesType(_value_1=[{"propertyId": ids[0]}] + [{"propertyString": text} for text in texts])


def values(held):
    found = {}
    for entry in held._value_1:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            found[value.propertyDefinitionId] = [str(each) for each in value.value]
    return found


def identifier(reply):
    """The id alone, or the object that holds it beside an extension."""
    return reply if isinstance(reply, str) else reply.objectId


def stream(content, name):
    return messaging.cmisContentStreamType(length=len(content), mimeType="text/plain", filename=name, stream=content)


seen = {"repositories": [each.repositoryId for each in repositories.getRepositories()]}
info = repositories.getRepositoryInfo(repository)
seen["info"] = [info.productName, info.cmisVersionSupported, info.capabilities.capabilityQuery]
seen["type"] = repositories.getTypeDefinition(repository, "kim:record").id
folder = identifier(objects.createFolder(repository, properties(type="cmis:folder", cmis_name="Zeep"), info.rootFolderId))
first, second = "Grüße\r\n--x".encode(), b"zweite"
named = properties(type="kim:record", cmis_name="Grüße.txt", kim_reference="z-1")
document = identifier(objects.createDocument(repository, named, folder, stream(first, "Grüße.txt")))
seen["filed"] = values(objects.getObjectByPath(repository, "/Zeep/Grüße.txt").properties)
seen["children"] = [values(each.object.properties)["cmis:name"] for each in navigation.getChildren(repository, folder).objects]
seen["content"] = objects.getContentStream(repository, document).stream == first
working = versioning.checkOut(repository, document)
newer = identifier(versioning.checkIn(repository, identifier(working), True, None, stream(second, "Grüße.txt")))
seen["newer"] = values(objects.getObject(repository, newer).properties)["cmis:versionLabel"]
seen["contents"] = [objects.getContentStream(repository, each).stream == held for each, held in ((document, first), (newer, second))]
found = discovery.query(repository, "SELECT cmis:objectId FROM kim:record WHERE kim:reference = 'z-1'")
seen["found"] = [values(each.properties)["cmis:objectId"] for each in found.objects]
seen["newer id"] = newer
seen["faults"] = []
for asking in (
    lambda: objects.getObject(repository, "99999"),
    lambda: objects.createFolder(repository, properties(type="cmis:folder", cmis_name="Zeep"), info.rootFolderId),
    lambda: objects.createFolder(repository, properties(type="cmis:folder", cmis_name="a/b"), info.rootFolderId),
    lambda: versioning.checkOut(repository, document),
):
    try:
        asking()
        seen["faults"].append("none")
    except Fault as fault:
        seen["faults"].append([each.text for each in fault.detail.iter("{*}type")][0])
print(json.dumps(seen))
