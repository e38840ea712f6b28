<?php
// The shape of the E-Akte as PHP's own SOAP server sees it: reads requests and writes replies by the WSDL alone, keeps objects in a file.
// Environment: KIM_WSDL, KIM_FOLDER; HTTP Basic tech:geheim.

if (($_SERVER['PHP_AUTH_USER'] ?? '') !== 'tech' || ($_SERVER['PHP_AUTH_PW'] ?? '') !== 'geheim') {
    http_response_code(401);
    exit;
}

class Akte
{
    private string $file;
    public array $objects;

    public function __construct()
    {
        $this->file = getenv('KIM_FOLDER') . '/objects';
        $this->objects = is_file($this->file) ? unserialize(file_get_contents($this->file)) : ['COO.1.1.1' => ['class' => 'area', 'parent' => null]];
    }

    public function __destruct()
    {
        file_put_contents($this->file, serialize($this->objects));
    }

    private function add(string $class, ?string $parent, object $given, array $more = []): string
    {
        $id = 'COO.1.1.' . (count($this->objects) + 1);
        $this->objects[$id] = ['class' => $class, 'parent' => $parent, 'title' => $given->shortname ?? '', 'subject' => $given->filesubj ?? '',
            'by' => $given->userlogin, 'data' => [], 'cancelled' => false] + $more;
        return $id;
    }

    private function refused(string $id, string ...$classes): ?array
    {
        $found = $this->objects[$id] ?? null;
        if ($found === null) return ['status' => 3, 'errormessage' => 'Adresse unbekannt'];
        return in_array($found['class'], $classes) ? null : ['status' => 5, 'errormessage' => 'andere Klasse'];
    }

    private function named(array $ids): array
    {
        $one = fn($id) => ['LHMBAI_15_1700_objname' => '4711 ' . ($this->objects[$id]['title'] ?? ''), 'LHMBAI_15_1700_objaddress' => $id];
        return ['LHMBAI_15_1700_GIObjectType' => array_map($one, $ids)];
    }

    private function childrenOf(string $id): array
    {
        return array_keys(array_filter($this->objects, fn($each) => $each['parent'] === $id));
    }

    private function children(object $given, string $class): array
    {
        return $this->refused($given->objaddress, $class) ?? ['status' => 0, 'giobjecttype' => $this->named($this->childrenOf($given->objaddress))];
    }

    public function ReadSubjectAreaGIObjects(object $given): array { return $this->children($given, 'area'); }
    public function ReadSubjectAreaFileGIObjects(object $given): array { return $this->children($given, 'file'); }
    public function ReadProcedureGIObjects(object $given): array { return $this->children($given, 'procedure'); }

    private function titled(object $given, string $class): array
    {
        $refused = $this->refused($given->objaddress, $class);
        return $refused ?? ['status' => 0, 'objname' => 'x', 'shortname' => $this->objects[$given->objaddress]['title']];
    }

    public function ReadFileGI(object $given): array { return $this->titled($given, 'file'); }
    public function ReadProcedureGI(object $given): array { return $this->titled($given, 'procedure'); }

    public function CreateFileGI(object $given): array
    {
        return $this->refused($given->apentry, 'area') ?? ['status' => 0, 'objid' => $this->add('file', $given->apentry, $given), 'objname' => 'x'];
    }

    public function CreateProcedureGI(object $given): array
    {
        $refused = $this->refused($given->referrednumber, 'file');
        return $refused ?? ['status' => 0, 'objid' => $this->add('procedure', $given->referrednumber, $given), 'objname' => 'x'];
    }

    private function attach(string $document, object $given): array
    {
        $attached = [];
        $files = $given->giattachmenttype->LHMBAI_15_1700_GIAttachmentType ?? [];
        foreach (is_array($files) ? $files : [$files] as $file) {
            $extension = $file->LHMBAI_15_1700_fileextension;
            // The content comes decoded, because the WSDL says that it is base64.
            $more = ['extension' => $extension, 'bytes' => $file->LHMBAI_15_1700_filecontent];
            $named = (object) ['shortname' => $file->LHMBAI_15_1700_filename, 'userlogin' => $given->userlogin];
            $attached[] = $this->add('content', $document, $named, $more);
        }
        return $attached;
    }

    private function create(object $given, string $class): array
    {
        $refused = $this->refused($given->referrednumber ?? '', 'procedure');
        if ($refused) return $refused;
        $id = $this->add($class, $given->referrednumber, $given);
        return ['status' => 0, 'objid' => $id, 'objname' => 'x', 'giobjecttype' => $this->named($this->attach($id, $given))];
    }

    public function CreateOutgoingGI(object $given): array { return $this->create($given, 'outgoing'); }
    public function CreateInternalGI(object $given): array { return $this->create($given, 'internal'); }

    private function update(object $given, string $class): array
    {
        $refused = $this->refused($given->objaddress, $class);
        if ($refused) return $refused;
        $this->attach($given->objaddress, $given);
        $this->objects[$given->objaddress]['subject'] = $given->filesubj;
        return ['status' => 0, 'objid' => $given->objaddress, 'objname' => 'x', 'giobjecttype' => $this->named($this->childrenOf($given->objaddress))];
    }

    public function UpdateOutgoingGI(object $given): array { return $this->update($given, 'outgoing'); }
    public function UpdateInternalGI(object $given): array { return $this->update($given, 'internal'); }

    private function document(object $given, string $class): array
    {
        $refused = $this->refused($given->objaddress, $class);
        if ($refused) return $refused;
        $found = $this->objects[$given->objaddress];
        $one = fn($id) => ['LHMBAI_15_1700_objaddress' => $id, 'LHMBAI_15_1700_filename' => $this->objects[$id]['title'],
            'LHMBAI_15_1700_fileextension' => $this->objects[$id]['extension']];
        $contents = ['LHMBAI_15_1700_GIMetadataType' => array_map($one, $this->childrenOf($given->objaddress))];
        return ['status' => $found['cancelled'] ? 6 : 0, 'objname' => 'x', 'shortname' => $found['title'], 'filesubj' => $found['subject'],
            'gimetadatatype' => $contents];
    }

    public function ReadOutgoingGI(object $given): array { return $this->document($given, 'outgoing'); }
    public function ReadInternalGI(object $given): array { return $this->document($given, 'internal'); }

    public function ReadContentObjectGI(object $given): array
    {
        $refused = $this->refused($given->objaddress, 'content');
        if ($refused) return $refused;
        ['title' => $title, 'extension' => $extension, 'bytes' => $bytes, 'parent' => $parent] = $this->objects[$given->objaddress];
        $file = ['LHMBAI_15_1700_filename' => $title, 'LHMBAI_15_1700_fileextension' => $extension, 'LHMBAI_15_1700_filecontent' => $bytes];
        return ['status' => 0, 'referrednumber' => $parent, 'giattachmenttype' => $file];
    }

    public function CancelObjectGI(object $given): array
    {
        $refused = $this->refused($given->objaddress, 'outgoing', 'internal');
        if ($refused) return $refused;
        if ($this->objects[$given->objaddress]['cancelled']) return ['status' => 6];
        $this->objects[$given->objaddress]['cancelled'] = true;
        return ['status' => 0];
    }

    public function UpdateBusinessDataValueGI(object $given): array
    {
        if ($given->reference !== 'data_kim') return ['status' => 15];
        $this->objects[$given->objaddress]['data'][$given->reference] = $given->value;
        return ['status' => 0];
    }

    public function SearchObjNameGI(object $given): array
    {
        if ($given->reference !== 'data_kim') return ['status' => 15];
        $hits = array_filter($this->objects, fn($each) => ($each['data'][$given->reference] ?? null) === $given->value);
        return ['status' => 0, 'giobjecttype' => $this->named(array_keys($hits))];
    }
}

$server = new SoapServer(getenv('KIM_WSDL'), ['cache_wsdl' => WSDL_CACHE_NONE, 'encoding' => 'UTF-8']);
$server->setObject(new Akte());
$server->handle();
