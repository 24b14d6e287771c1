<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AnswerPages</name>
    <message>
        <source>Drop a folder of photos here</source>
        <translation>把照片文件夹拖到这里</translation>
    </message>
    <message>
        <source>Then type what you remember, in English or Chinese.
Everything stays on this computer.</source>
        <translation>然后用中文或英文输入你记得的内容。
一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Looking through your photos…</source>
        <translation>正在查看你的照片…</translation>
    </message>
    <message>
        <source>The first ones can be found in a moment.</source>
        <translation>第一批照片马上就能搜到。</translation>
    </message>
    <message>
        <source>No photos yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>There are no photos in your folders that could be read.</source>
        <translation>你的文件夹里没有可读取的照片。</translation>
    </message>
    <message>
        <source>Add another folder…</source>
        <translation>添加另一个文件夹…</translation>
    </message>
    <message>
        <source>Each of these alone keeps all photos out.</source>
        <translation>以下任意一项都会排除所有照片。</translation>
    </message>
    <message>
        <source>Together, the filters keep all photos out.</source>
        <translation>这些条件合在一起排除了所有照片。</translation>
    </message>
    <message>
        <source>“{0}” keeps all photos out.</source>
        <translation>“{0}”排除了所有照片。</translation>
    </message>
    <message numerus="yes">
        <source>Leave out {0} · %Ln photo(s)</source>
        <translation>
            <numerusform>去掉 {0} · %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches “{0}” and the pictures</source>
        <translation>没有同时符合“{0}”和图片的照片</translation>
    </message>
    <message>
        <source>Nothing matches “{0}”</source>
        <translation>没有与“{0}”匹配的照片</translation>
    </message>
    <message>
        <source>Nothing is much like this</source>
        <translation>没有很相似的照片</translation>
    </message>
    <message>
        <source>Try other words, or look at what comes nearest.</source>
        <translation>换个说法试试，或看看最接近的照片。</translation>
    </message>
    <message>
        <source>Show less certain photos</source>
        <translation>显示不太确定的照片</translation>
    </message>
    <message>
        <source>Try other words.</source>
        <translation>换个说法试试。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Enter changes it, Delete removes it</source>
        <translation>按回车修改，按 Delete 移除</translation>
    </message>
    <message>
        <source>Less weight</source>
        <translation>降低权重</translation>
    </message>
    <message>
        <source>More weight</source>
        <translation>提高权重</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>What was understood</source>
        <translation>已理解的内容</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>without {0}</source>
        <translation>不含 {0}</translation>
    </message>
    <message>
        <source>{0}. {1}</source>
        <translation>{0}。{1}</translation>
    </message>
    <message>
        <source>a pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>more like {0}</source>
        <translation>更像 {0}</translation>
    </message>
    <message>
        <source>less like {0}</source>
        <translation>少像 {0}</translation>
    </message>
    <message>
        <source>like {0}</source>
        <translation>类似 {0}</translation>
    </message>
</context>
<context>
    <name>Completion</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>{0}, {1}</source>
        <translation>{0}，{1}</translation>
    </message>
    <message>
        <source>searched before</source>
        <translation>搜索过</translation>
    </message>
    <message>
        <source>★ saved</source>
        <translation>★ 已保存</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Save under a name…</source>
        <translation>命名保存…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>The search engine does not start</source>
        <translation>搜索引擎无法启动</translation>
    </message>
    <message>
        <source>It ended without a word.</source>
        <translation>它没有给出任何说明就退出了。</translation>
    </message>
    <message>
        <source>Run “photosearch doctor” in a terminal to see what is wrong.</source>
        <translation>在终端运行“photosearch doctor”，看看哪里出了问题。</translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message>
        <source>Drop to add to your photos</source>
        <translation>松开即可加入照片库</translation>
    </message>
    <message>
        <source>Folders are searched with all they hold. No file is moved or changed.</source>
        <translation>文件夹及其中的全部内容都会被搜索。不会移动或更改任何文件。</translation>
    </message>
    <message>
        <source>Dropped on the search bar, a picture finds photos like it.</source>
        <translation>把图片拖到搜索栏上，可查找相似的照片。</translation>
    </message>
</context>
<context>
    <name>DuplicateCard</name>
    <message>
        <source>Suggested to keep</source>
        <translation>建议保留</translation>
    </message>
    <message>
        <source>Move to trash ({0})</source>
        <translation>移到回收站（{0}）</translation>
    </message>
    <message>
        <source>Move {0} to the trash</source>
        <translation>将 {0} 移到回收站</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>Its drive is not connected.</source>
        <translation>所在的磁盘未连接。</translation>
    </message>
</context>
<context>
    <name>DuplicatesDialog</name>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Groups of photos that show the same</source>
        <translation>内容相同的照片分组</translation>
    </message>
    <message>
        <source>Tick all equal copies</source>
        <translation>勾选所有相同副本</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>全部取消勾选</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Comparing your photos…</source>
        <translation>正在比较照片…</translation>
    </message>
    <message>
        <source>No two photos show the same.</source>
        <translation>没有内容相同的照片。</translation>
    </message>
    <message numerus="yes">
        <source>The {0} groups with most to gain, of %Ln.</source>
        <translation>
            <numerusform>共 %Ln 组，这里是最能节省空间的 {0} 组。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing goes unless you tick it. One photo of each group always stays.</source>
        <translation>只有勾选的照片才会被移走，每组至少保留一张。</translation>
    </message>
    <message>
        <source>equal files</source>
        <translation>文件相同</translation>
    </message>
    <message>
        <source>much alike</source>
        <translation>非常相似</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} to gain</source>
        <translation>可节省 {0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) ticked</source>
        <translation>
            <numerusform>已勾选 %Ln 张</numerusform>
        </translation>
    </message>
    <message>
        <source>On this system photosearch can&apos;t undo it: files come back from the system&apos;s own trash.</source>
        <translation>在此系统上 photosearch 无法撤销这一步：请从系统回收站恢复文件。</translation>
    </message>
    <message>
        <source>One photo of each group stays: untick another first.</source>
        <translation>每组要保留一张：请先取消勾选另一张。</translation>
    </message>
    <message>
        <source>Move {0} to the trash?</source>
        <translation>要移到回收站吗？{0}</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Something went wrong inside photosearch</source>
        <translation>photosearch 内部出错</translation>
    </message>
    <message>
        <source>About your library</source>
        <translation>关于你的照片库</translation>
    </message>
    <message>
        <source>Folder not added</source>
        <translation>未能添加文件夹</translation>
    </message>
    <message>
        <source>Folder not removed</source>
        <translation>未能移除文件夹</translation>
    </message>
    <message>
        <source>Library can&apos;t be opened</source>
        <translation>无法打开照片库</translation>
    </message>
    <message>
        <source>Library is busy</source>
        <translation>照片库正忙</translation>
    </message>
    <message>
        <source>Library is from a newer version</source>
        <translation>照片库来自更新的版本</translation>
    </message>
    <message>
        <source>Can&apos;t write to disk</source>
        <translation>无法写入磁盘</translation>
    </message>
    <message>
        <source>Library is already open</source>
        <translation>照片库已经打开</translation>
    </message>
    <message>
        <source>Model can&apos;t be used</source>
        <translation>无法使用模型</translation>
    </message>
    <message>
        <source>Model can&apos;t be downloaded</source>
        <translation>无法下载模型</translation>
    </message>
    <message>
        <source>Photo can&apos;t be read</source>
        <translation>无法读取照片</translation>
    </message>
    <message>
        <source>Search not understood</source>
        <translation>无法理解搜索内容</translation>
    </message>
    <message>
        <source>Settings can&apos;t be used</source>
        <translation>无法使用设置</translation>
    </message>
    <message>
        <source>Training can&apos;t run</source>
        <translation>无法进行训练</translation>
    </message>
    <message>
        <source>Trash can&apos;t be used</source>
        <translation>无法使用回收站</translation>
    </message>
    <message>
        <source>Nothing to put back</source>
        <translation>没有可以放回的文件</translation>
    </message>
    <message>
        <source>Message not understood</source>
        <translation>无法理解消息</translation>
    </message>
    <message>
        <source>The log file tells more; `photosearch doctor` shows where it is.</source>
        <translation>日志文件中有更多信息；运行 `photosearch doctor` 可查看它的位置。</translation>
    </message>
    <message>
        <source>The library&apos;s database was damaged ({0}) and is being made anew from your folders. The damaged file was kept as {1}.</source>
        <translation>照片库的数据库已损坏（{0}），正在根据你的文件夹重新建立。损坏的文件已保留为 {1}。</translation>
    </message>
    <message>
        <source>Another program holds the database.</source>
        <translation>另一个程序正占用数据库。</translation>
    </message>
    <message>
        <source>Close it, then try again.</source>
        <translation>请关闭该程序，然后重试。</translation>
    </message>
    <message>
        <source>The disk that holds {0} is full.</source>
        <translation>{0} 所在的磁盘已满。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>请腾出一些空间。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be opened for writing ({1}).</source>
        <translation>无法打开 {0} 进行写入（{1}）。</translation>
    </message>
    <message>
        <source>Check that the disk is not read-only and that you may write there.</source>
        <translation>请检查磁盘是否为只读，以及你是否有写入权限。</translation>
    </message>
    <message>
        <source>The disk that holds {0} reports an error ({1}).</source>
        <translation>{0} 所在的磁盘报告错误（{1}）。</translation>
    </message>
    <message>
        <source>Check it.</source>
        <translation>请检查该磁盘。</translation>
    </message>
    <message>
        <source>The database is damaged ({0}).</source>
        <translation>数据库已损坏（{0}）。</translation>
    </message>
    <message>
        <source>Start photosearch again: it sets the file aside and builds the library anew.</source>
        <translation>请重新启动 photosearch：它会把损坏的文件另存，并重新建立照片库。</translation>
    </message>
    <message>
        <source>There is no library yet.</source>
        <translation>还没有照片库。</translation>
    </message>
    <message>
        <source>Add a folder first.</source>
        <translation>请先添加一个文件夹。</translation>
    </message>
    <message>
        <source>Another photosearch is just preparing the library.</source>
        <translation>另一个 photosearch 正在准备照片库。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后重试。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be written ({1}).</source>
        <translation>无法写入 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Check the disk&apos;s space and the folder&apos;s permissions.</source>
        <translation>请检查磁盘空间和文件夹的权限。</translation>
    </message>
    <message>
        <source>Its format is {0}; this program knows {1}.</source>
        <translation>照片库的格式是 {0}，本程序支持的格式为 {1}。</translation>
    </message>
    <message>
        <source>Update photosearch; nothing was changed.</source>
        <translation>请更新 photosearch；未作任何更改。</translation>
    </message>
    <message>
        <source>Another photosearch is open and keeps the library up to date.</source>
        <translation>另一个 photosearch 已打开，正在更新照片库。</translation>
    </message>
    <message>
        <source>Use its window, or close it first.</source>
        <translation>请使用它的窗口，或先将其关闭。</translation>
    </message>
    <message>
        <source>The search index can&apos;t be written ({0}).</source>
        <translation>无法写入搜索索引（{0}）。</translation>
    </message>
    <message>
        <source>Free some space on the disk of the cache folder, then start again.</source>
        <translation>请在缓存文件夹所在的磁盘上腾出一些空间，然后重新启动。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read ({1}).</source>
        <translation>无法读取 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Correct the file, or delete it to start anew.</source>
        <translation>请修正该文件，或将其删除以重新开始。</translation>
    </message>
    <message>
        <source>Free some space or check its permissions.</source>
        <translation>请腾出一些空间，或检查其权限。</translation>
    </message>
    <message>
        <source>{0} is not a message of protocol {1} ({2}).</source>
        <translation>{0} 不是协议 {1} 的消息（{2}）。</translation>
    </message>
    <message>
        <source>Protocol {0} is spoken, not {1}.</source>
        <translation>对方使用协议 {0}，而不是 {1}。</translation>
    </message>
    <message>
        <source>The window and the engine are of different versions: start the program again.</source>
        <translation>窗口与搜索引擎的版本不同：请重新启动程序。</translation>
    </message>
    <message>
        <source>{0} is no path ({1}).</source>
        <translation>{0} 不是有效的路径（{1}）。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>{0} does not exist.</source>
        <translation>{0} 不存在。</translation>
    </message>
    <message>
        <source>Check the path, or plug the drive in.</source>
        <translation>请检查路径，或接上磁盘。</translation>
    </message>
    <message>
        <source>{0} is a file.</source>
        <translation>{0} 是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>Add the folder that holds it.</source>
        <translation>请添加它所在的文件夹。</translation>
    </message>
    <message>
        <source>{0} may not be read.</source>
        <translation>没有读取 {0} 的权限。</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation>请检查文件夹的权限。</translation>
    </message>
    <message>
        <source>{0} is in the library already.</source>
        <translation>{0} 已在照片库中。</translation>
    </message>
    <message>
        <source>{0} is inside {1}, which is in the library already.</source>
        <translation>{0} 位于 {1} 中，而后者已在照片库中。</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>无需任何操作。</translation>
    </message>
    <message>
        <source>It is not in the library.</source>
        <translation>它不在照片库中。</translation>
    </message>
    <message>
        <source>`photosearch status` lists the folders.</source>
        <translation>运行 `photosearch status` 可列出所有文件夹。</translation>
    </message>
    <message>
        <source>{0} does not tell places apart.</source>
        <translation>{0} 无法区分画面中的位置。</translation>
    </message>
    <message>
        <source>{0} has no sentence embedding.</source>
        <translation>{0} 没有句子嵌入。</translation>
    </message>
    <message>
        <source>Use the built-in one.</source>
        <translation>请使用内置模型。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be loaded ({1}).</source>
        <translation>无法加载 {0}（{1}）。</translation>
    </message>
    <message>
        <source>Add the model again with `photosearch models add`.</source>
        <translation>请用 `photosearch models add` 重新添加该模型。</translation>
    </message>
    <message>
        <source>There is no {0} device.</source>
        <translation>没有 {0} 设备。</translation>
    </message>
    <message>
        <source>This model runs on the CPU.</source>
        <translation>此模型在 CPU 上运行。</translation>
    </message>
    <message>
        <source>Set the device to auto.</source>
        <translation>请将设备设为 auto。</translation>
    </message>
    <message>
        <source>Install photosearch again.</source>
        <translation>请重新安装 photosearch。</translation>
    </message>
    <message>
        <source>Add the model again, or install photosearch again.</source>
        <translation>请重新添加该模型，或重新安装 photosearch。</translation>
    </message>
    <message>
        <source>{0} holds no readable model pack ({1}).</source>
        <translation>{0} 中没有可读取的模型包（{1}）。</translation>
    </message>
    <message>
        <source>The model {0} is of format {1}; this program knows {2}.</source>
        <translation>模型 {0} 的格式为 {1}，本程序支持的格式为 {2}。</translation>
    </message>
    <message>
        <source>Update photosearch.</source>
        <translation>请更新 photosearch。</translation>
    </message>
    <message>
        <source>There is no model named {0}.</source>
        <translation>没有名为 {0} 的模型。</translation>
    </message>
    <message>
        <source>`photosearch models list` shows those there are.</source>
        <translation>运行 `photosearch models list` 可查看已有的模型。</translation>
    </message>
    <message>
        <source>The built-in model stays.</source>
        <translation>内置模型不能移除。</translation>
    </message>
    <message>
        <source>Others can be removed.</source>
        <translation>其他模型可以移除。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be run ({1}).</source>
        <translation>{0} 无法运行（{1}）。</translation>
    </message>
    <message>
        <source>{0} comes with code of its own ({1} names it), which photosearch never runs.</source>
        <translation>{0} 自带代码（见 {1}），photosearch 从不运行这类代码。</translation>
    </message>
    <message>
        <source>{0} has its weights only as {1}, a form that can hold programs and runs them when it is loaded.</source>
        <translation>{0} 的权重只有 {1} 这种格式，它可以夹带程序，加载时就会运行。</translation>
    </message>
    <message>
        <source>{0} holds no model: neither safetensors nor visual/model.onnx and textual/model.onnx.</source>
        <translation>{0} 中没有模型：既没有 safetensors，也没有 visual/model.onnx 和 textual/model.onnx。</translation>
    </message>
    <message>
        <source>{0} holds no settings.</source>
        <translation>{0} 中没有设置。</translation>
    </message>
    <message>
        <source>{0} is being added or measured.</source>
        <translation>正在添加或测量 {0}。</translation>
    </message>
    <message>
        <source>{0} is in use.</source>
        <translation>{0} 正在使用。</translation>
    </message>
    <message>
        <source>{0} is no local folder, and the Hugging Face hub does not give it ({1}).</source>
        <translation>{0} 不是本机文件夹，Hugging Face 也没有提供它（{1}）。</translation>
    </message>
    <message>
        <source>{0} of {1} came damaged: its checksum is not the hub&apos;s.</source>
        <translation>{1} 的 {0} 下载后已损坏：校验和与 Hugging Face 上的不同。</translation>
    </message>
    <message>
        <source>Check the name and the network, then add it again: it goes on where it was. Or download it elsewhere and give its folder.</source>
        <translation>请检查名称和网络，然后重新添加，会接着已下载的部分继续；也可以在别处下载，再指定其文件夹。</translation>
    </message>
    <message>
        <source>Choose a CLIP, SigLIP, SigLIP 2 or Chinese-CLIP model without it.</source>
        <translation>请选择不带代码的 CLIP、SigLIP、SigLIP 2 或 Chinese-CLIP 模型。</translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation>请选择更小的模型。</translation>
    </message>
    <message>
        <source>Choose another model first.</source>
        <translation>请先选用另一个模型。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择另一个模型。</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>请重新下载。</translation>
    </message>
    <message>
        <source>Download the whole export again, or choose another.</source>
        <translation>请重新下载整个导出模型，或选择另一个。</translation>
    </message>
    <message>
        <source>Give a model&apos;s id on the hub, or the folder that has config.json and the weights.</source>
        <translation>请给出模型在 Hugging Face 上的名称，或包含 config.json 和权重的文件夹。</translation>
    </message>
    <message>
        <source>It has no {0}/{1}.</source>
        <translation>缺少 {0}/{1}。</translation>
    </message>
    <message>
        <source>Its {0} graph does not do here what it did before (cosine {1}).</source>
        <translation>其 {0} 计算图在此处的结果与原来不同（余弦 {1}）。</translation>
    </message>
    <message>
        <source>Its {0} graph is broken ({1}).</source>
        <translation>其 {0} 计算图已损坏（{1}）。</translation>
    </message>
    <message>
        <source>Its {0} graph is larger than two gigabytes.</source>
        <translation>其 {0} 计算图超过 2 GB。</translation>
    </message>
    <message>
        <source>Its texts have {0} dimensions and its pictures {1}.</source>
        <translation>其文本为 {0} 维，图片却为 {1} 维。</translation>
    </message>
    <message>
        <source>Its tokenizer names no padding.</source>
        <translation>其分词器没有指定填充符。</translation>
    </message>
    <message>
        <source>Look for a version with safetensors (OWNER/NAME@REVISION takes one), or for a ready-made ONNX export.</source>
        <translation>请找带 safetensors 的版本（可用“所有者/名称@版本”指定），或现成的 ONNX 导出模型。</translation>
    </message>
    <message>
        <source>Please report which model it is.</source>
        <translation>请报告这是哪个模型。</translation>
    </message>
    <message>
        <source>Wait for it, or pause it.</source>
        <translation>请等它完成，或先暂停。</translation>
    </message>
    <message>
        <source>preprocess_cfg.json gives no mean and deviation of colours.</source>
        <translation>preprocess_cfg.json 没有给出颜色的均值和标准差。</translation>
    </message>
    <message>
        <source>{0} has no preprocessor_config.json, so its pictures&apos; size and colours are unknown.</source>
        <translation>{0} 没有 preprocessor_config.json，因此不知道图片的尺寸和颜色处理方式。</translation>
    </message>
    <message>
        <source>{0} holds no model that transformers knows ({1}).</source>
        <translation>{0} 中没有 transformers 认识的模型（{1}）。</translation>
    </message>
    <message>
        <source>{0} is there already.</source>
        <translation>{0} 已经添加过了。</translation>
    </message>
    <message>
        <source>`photosearch models use {0}`.</source>
        <translation>请使用 `photosearch models use {0}`。</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>请从 {0} 中选择。</translation>
    </message>
    <message>
        <source>Download the whole model.</source>
        <translation>请下载完整的模型。</translation>
    </message>
    <message>
        <source>Give the folder that has config.json and the weights.</source>
        <translation>请给出包含 config.json 和权重的文件夹。</translation>
    </message>
    <message>
        <source>Its exported {0} encoder does not agree with the original (cosine {1}).</source>
        <translation>导出的 {0} 编码器与原模型不一致（余弦 {1}）。</translation>
    </message>
    <message>
        <source>Models of the kind {0} can&apos;t be used.</source>
        <translation>无法使用 {0} 类型的模型。</translation>
    </message>
    <message>
        <source>The process that was to do it ended with status {0}.</source>
        <translation>执行此任务的进程以状态 {0} 结束。</translation>
    </message>
    <message>
        <source>There may be too little memory. `photosearch models add` tells more.</source>
        <translation>可能内存不足。`photosearch models add` 会显示更多信息。</translation>
    </message>
    <message>
        <source>It has not been indexed yet.</source>
        <translation>这张照片尚未编入索引。</translation>
    </message>
    <message>
        <source>There is nothing to explain, only filters.</source>
        <translation>只有筛选条件，没有可以解释的。</translation>
    </message>
    <message>
        <source>Ask with words: `photosearch why &apos;a dog&apos; PHOTO`.</source>
        <translation>请用词语搜索，例如 `photosearch why &apos;狗&apos; PHOTO`。</translation>
    </message>
    <message>
        <source>Nothing is asked.</source>
        <translation>没有提出问题。</translation>
    </message>
    <message>
        <source>Ask when, where, who or how many.</source>
        <translation>可以问什么时候、在哪里、谁或多少。</translation>
    </message>
    <message>
        <source>A saved search needs a name, and something to ask.</source>
        <translation>保存的搜索需要名称和搜索内容。</translation>
    </message>
    <message>
        <source>Give it both.</source>
        <translation>请两者都填写。</translation>
    </message>
    <message>
        <source>Its file is gone, so it is left out.</source>
        <translation>文件已不存在，搜索时略过。</translation>
    </message>
    <message>
        <source>It can&apos;t be read, so it is left out.</source>
        <translation>无法读取，搜索时略过。</translation>
    </message>
    <message>
        <source>It is not indexed yet, so it is left out.</source>
        <translation>尚未编入索引，搜索时略过。</translation>
    </message>
    <message>
        <source>It is no longer in the library, so it is left out.</source>
        <translation>已不在照片库中，搜索时略过。</translation>
    </message>
    <message>
        <source>{0} is not a readable photo ({1}).</source>
        <translation>{0} 不是可读取的照片（{1}）。</translation>
    </message>
    <message>
        <source>Check the path, or try another picture.</source>
        <translation>请检查路径，或换一张图片。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be read.</source>
        <translation>无法读取 {0}。</translation>
    </message>
    <message>
        <source>Is its drive connected?</source>
        <translation>它所在的磁盘是否已连接？</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>{0} 已不在原处。</translation>
    </message>
    <message>
        <source>It was moved or deleted, or its drive is unplugged.</source>
        <translation>文件已被移动或删除，或其所在的磁盘未连接。</translation>
    </message>
    <message>
        <source>{0} may not be moved.</source>
        <translation>没有移动 {0} 的权限。</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its folder.</source>
        <translation>请检查文件及其所在文件夹的权限。</translation>
    </message>
    <message>
        <source>The drive that holds {0} has no trash that you may write to.</source>
        <translation>{0} 所在的磁盘没有你可以写入的回收站。</translation>
    </message>
    <message>
        <source>Nothing was moved. Move the file by hand if you want it gone.</source>
        <translation>未移动任何文件。如果不想保留该文件，请手动移走。</translation>
    </message>
    <message>
        <source>The drive that holds {0} is read-only.</source>
        <translation>{0} 所在的磁盘为只读。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be moved to the trash ({1}).</source>
        <translation>无法将 {0} 移到回收站（{1}）。</translation>
    </message>
    <message>
        <source>{0} is in the trash, but not where we can see.</source>
        <translation>{0} 在回收站中，但找不到它的位置。</translation>
    </message>
    <message>
        <source>{0} is not in the trash any more.</source>
        <translation>{0} 已不在回收站中。</translation>
    </message>
    <message>
        <source>It was emptied or restored.</source>
        <translation>回收站已清空，或文件已被恢复。</translation>
    </message>
    <message>
        <source>There is another file at {0} now.</source>
        <translation>{0} 处现在有另一个文件。</translation>
    </message>
    <message>
        <source>Move that away, then try again.</source>
        <translation>请将那个文件移走，然后重试。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be put back ({1}).</source>
        <translation>无法将 {0} 放回原处（{1}）。</translation>
    </message>
    <message>
        <source>Bring it back with the system&apos;s own trash.</source>
        <translation>请从系统回收站中恢复。</translation>
    </message>
    <message>
        <source>Nothing that could be put back is remembered.</source>
        <translation>没有可以放回的文件的记录。</translation>
    </message>
    <message>
        <source>Look into the system&apos;s own trash.</source>
        <translation>请查看系统回收站。</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>The file ends too early</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>The picture is damaged; what can be shown is shown</source>
        <translation>图片已损坏；能显示的部分仍会显示</translation>
    </message>
    <message>
        <source>The picture is damaged; nothing of it can be shown</source>
        <translation>图片已损坏，无法显示任何内容</translation>
    </message>
    <message>
        <source>Restore it from a backup or copy it again from the camera, then retry.</source>
        <translation>请从备份中恢复，或重新从相机复制，然后重试。</translation>
    </message>
    <message>
        <source>This is not a picture, whatever its name says</source>
        <translation>文件名像图片，但内容不是图片</translation>
    </message>
    <message>
        <source>Open it with another program, or exclude it.</source>
        <translation>请用其他程序打开，或将其排除。</translation>
    </message>
    <message>
        <source>This kind of picture can&apos;t be decoded</source>
        <translation>无法解码这种图片</translation>
    </message>
    <message>
        <source>Save it as JPEG, PNG or HEIC.</source>
        <translation>请另存为 JPEG、PNG 或 HEIC。</translation>
    </message>
    <message>
        <source>The picture claims more pixels than a photo has</source>
        <translation>图片声称的像素数超出了照片的范围</translation>
    </message>
    <message>
        <source>Scale it down if it is genuine; otherwise delete it.</source>
        <translation>如果图片没有问题，请将其缩小；否则请删除。</translation>
    </message>
    <message>
        <source>The file may not be read</source>
        <translation>没有读取文件的权限</translation>
    </message>
    <message>
        <source>Check its permissions and the disk, then retry.</source>
        <translation>请检查文件权限和磁盘，然后重试。</translation>
    </message>
    <message>
        <source>The file went away while it was read</source>
        <translation>文件在读取时消失了</translation>
    </message>
    <message>
        <source>It will be found again when it comes back.</source>
        <translation>文件重新出现后会自动找到。</translation>
    </message>
    <message>
        <source>Decoding took too long and was stopped</source>
        <translation>解码时间过长，已停止</translation>
    </message>
    <message>
        <source>Retry; if it happens again, save the picture anew with a photo program.</source>
        <translation>请重试；如果再次发生，请用图片软件重新保存。</translation>
    </message>
    <message>
        <source>The decoder crashed on this file</source>
        <translation>解码此文件时程序崩溃</translation>
    </message>
    <message>
        <source>Save the picture anew with a photo program, then retry.</source>
        <translation>请用图片软件重新保存，然后重试。</translation>
    </message>
    <message>
        <source>Decoding needs more memory than a photo should</source>
        <translation>解码所需的内存超出了照片的正常范围</translation>
    </message>
    <message>
        <source>Scale the picture down, then retry.</source>
        <translation>请将图片缩小，然后重试。</translation>
    </message>
    <message>
        <source>photosearch stumbled over this photo</source>
        <translation>photosearch 处理此照片时出错</translation>
    </message>
    <message>
        <source>It is tried again at the next start. The log file tells more.</source>
        <translation>下次启动时会再试一次。详情见日志文件。</translation>
    </message>
    <message>
        <source>{0} and {1} are the same file, seen in two places.</source>
        <translation>{0} 与 {1} 是同一个文件，只是出现在两处。</translation>
    </message>
    <message>
        <source>Nothing was moved: there is no second copy of it.</source>
        <translation>未移动任何文件：它没有第二份副本。</translation>
    </message>
    <message>
        <source>Photos can&apos;t be read</source>
        <translation>无法读取照片</translation>
    </message>
    <message>
        <source>The processes that read photos end before they have read one.</source>
        <translation>读取照片的进程还没读任何照片就结束了。</translation>
    </message>
    <message>
        <source>Start again; if that does not help, see what `photosearch doctor` says.</source>
        <translation>请重新启动；若仍无效，请查看 `photosearch doctor` 的结果。</translation>
    </message>
    <message>
        <source>{0} has no `if __name__ == &quot;__main__&quot;:`, so each of our processes runs it again.</source>
        <translation>{0} 中没有 `if __name__ == &quot;__main__&quot;:`，因此我们的每个进程都会再次运行它。</translation>
    </message>
    <message>
        <source>Put what it does below that line.</source>
        <translation>请把要执行的代码放到这一行之下。</translation>
    </message>
    <message>
        <source>The library&apos;s database was missing or empty and is being made anew from your folders.</source>
        <translation>图库的数据库丢失或为空，正在根据您的文件夹重新建立。</translation>
    </message>
    <message>
        <source>{0} pictures</source>
        <translation>{0} 图片</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} 像素</translation>
    </message>
    <message>
        <source>no known picture format</source>
        <translation>不是已知的图片格式</translation>
    </message>
    <message>
        <source>zeros only</source>
        <translation>全部为零</translation>
    </message>
    <message>
        <source>a broken {0} file</source>
        <translation>损坏的 {0} 文件</translation>
    </message>
    <message>
        <source>TIFF compression {0}</source>
        <translation>TIFF 压缩方式 {0}</translation>
    </message>
    <message>
        <source>the end of the file is missing</source>
        <translation>缺少文件结尾</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>more than {0} s</source>
        <translation>超过 {0} 秒</translation>
    </message>
    <message>
        <source>the worker ended with status {0}</source>
        <translation>解码进程已退出，状态码 {0}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>vanished</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>out_of_memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>权限不足</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有那个文件或目录</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>只读文件系统</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Say which: for example {0}.</source>
        <translation>请写明具体内容，例如 {0}。</translation>
    </message>
    <message>
        <source>“{0}” is no city that is known here; LATITUDE,LONGITUDE works, too.</source>
        <translation>找不到城市“{0}”；也可以用“纬度,经度”。</translation>
    </message>
    <message>
        <source>Latitude goes from -90 to 90, longitude from -180 to 180.</source>
        <translation>纬度范围为 -90 到 90，经度范围为 -180 到 180。</translation>
    </message>
    <message>
        <source>“{0}” is no date that is understood; try 2023-05, last summer or 去年夏天.</source>
        <translation>“{0}”不是可识别的日期；请试试 2023-05、去年夏天或 last summer。</translation>
    </message>
    <message>
        <source>“{0}” is no rating: try 4, &gt;=4 or 3..5.</source>
        <translation>“{0}”不是评分：请试试 4、&gt;=4 或 3..5。</translation>
    </message>
    <message>
        <source>A rating goes from 0 to 5 stars.</source>
        <translation>评分范围为 0 到 5 星。</translation>
    </message>
    <message>
        <source>“{0}” is unknown here; try {1}.</source>
        <translation>“{0}”在这里无法识别；可用的有：{1}。</translation>
    </message>
    <message>
        <source>An order can&apos;t be excluded.</source>
        <translation>排序方式不能排除。</translation>
    </message>
    <message>
        <source>There is no filter “{0}”; try {1}, or put the words in quotation marks.</source>
        <translation>没有“{0}”这个筛选条件；可以试试 {1}，或者把这些词放进引号里。</translation>
    </message>
    <message>
        <source>in folders with this in their path</source>
        <translation>路径中含有此内容的文件夹</translation>
    </message>
    <message>
        <source>taken then: a day, month, year, season or range</source>
        <translation>拍摄时间：日、月、年、季节或时间段</translation>
    </message>
    <message>
        <source>taken before that began</source>
        <translation>在此之前拍摄</translation>
    </message>
    <message>
        <source>taken after that ended</source>
        <translation>在此之后拍摄</translation>
    </message>
    <message>
        <source>taken with a camera of this name</source>
        <translation>用此名称的相机拍摄</translation>
    </message>
    <message>
        <source>taken with a lens of this name</source>
        <translation>用此名称的镜头拍摄</translation>
    </message>
    <message>
        <source>files of this type</source>
        <translation>此类型的文件</translation>
    </message>
    <message>
        <source>with so many stars</source>
        <translation>星级评分</translation>
    </message>
    <message>
        <source>near a city, or LATITUDE,LONGITUDE,KILOMETRES</source>
        <translation>某城市附近，或“纬度,经度,公里数”附近</translation>
    </message>
    <message>
        <source>that tell where, when, or how good</source>
        <translation>带有位置、日期或评分信息</translation>
    </message>
    <message>
        <source>on a drive that is plugged in or not</source>
        <translation>所在磁盘已连接或未连接</translation>
    </message>
    <message>
        <source>of this shape</source>
        <translation>照片的方向</translation>
    </message>
    <message>
        <source>in this order</source>
        <translation>按此顺序排列</translation>
    </message>
    <message>
        <source>keyword</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>date:last summer</source>
        <translation>日期:去年夏天</translation>
    </message>
    <message>
        <source>beach -people</source>
        <translation>海滩 -人</translation>
    </message>
    <message>
        <source>Ask like this</source>
        <translation>可以这样搜索</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>what it shows, in your own words</source>
        <translation>用自己的话说照片里有什么</translation>
    </message>
    <message>
        <source>the same in Chinese, or both mixed</source>
        <translation>用中文也行，中英混写也行</translation>
    </message>
    <message>
        <source>only from folders of this name</source>
        <translation>只看这个名字的文件夹</translation>
    </message>
    <message>
        <source>from a day, a month, a year, a season</source>
        <translation>某天、某月、某年或某个季节</translation>
    </message>
    <message>
        <source>without what you don&apos;t want</source>
        <translation>排除不想要的内容</translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message>
        <source>FOLDERS</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Find duplicates…</source>
        <translation>查找重复照片…</translation>
    </message>
    <message>
        <source>Review photos that show the same (Ctrl+D)</source>
        <translation>查看内容相同的照片（Ctrl+D）</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Models, language, appearance (Ctrl+,)</source>
        <translation>模型、语言、外观 (Ctrl+,)</translation>
    </message>
    <message numerus="yes">
        <source>offline · %Ln photo(s)</source>
        <translation>
            <numerusform>离线 · %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>no photos</source>
        <translation>没有照片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unreadable</source>
        <translation>
            <numerusform>%Ln 张无法读取</numerusform>
        </translation>
    </message>
    <message>
        <source>not searched: {0}</source>
        <translation>未搜索：{0}</translation>
    </message>
    <message>
        <source>Show its photos</source>
        <translation>显示其中的照片</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Remove from library…</source>
        <translation>从照片库移除…</translation>
    </message>
    <message>
        <source>Remove folder</source>
        <translation>移除文件夹</translation>
    </message>
    <message>
        <source>Remove “{0}” from the library?</source>
        <translation>要从照片库移除“{0}”吗？</translation>
    </message>
    <message>
        <source>The photos stay where they are; no file is touched.</source>
        <translation>照片留在原处，不会改动任何文件。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>The window speaks it when it is opened again.</source>
        <translation>下次打开窗口时生效。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Another model answers now</source>
        <translation>现在由另一个模型应答</translation>
    </message>
    <message>
        <source>“{0}” has seen all photos.</source>
        <translation>“{0}”已看完所有照片。</translation>
    </message>
    <message>
        <source>The search engine stopped and is being started again…</source>
        <translation>搜索引擎已停止，正在重新启动…</translation>
    </message>
    <message>
        <source>Add a folder of photos</source>
        <translation>添加照片文件夹</translation>
    </message>
    <message>
        <source>Opening your library…</source>
        <translation>正在打开照片库…</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>Look at models…</source>
        <translation>查看模型…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>A larger model, such as {0}, recognises more: {1} to download, slower to index.</source>
        <translation>较大的模型（例如 {0}）能认出更多内容：需下载 {1}，建立索引更慢。</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>English and Chinese</source>
        <translation>英文和中文</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英文</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Built-in model</source>
        <translation>内置模型</translation>
    </message>
    <message>
        <source>answers your searches</source>
        <translation>正在应答搜索</translation>
    </message>
    <message>
        <source>getting ready</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>Measuring on ten of your photos…</source>
        <translation>正在用您的十张照片测速…</translation>
    </message>
    <message>
        <source>It answers until the chosen one has seen all photos.</source>
        <translation>在所选模型看完所有照片之前，由它应答。</translation>
    </message>
    <message>
        <source>{0} of {1} photos seen; until then the other one answers.</source>
        <translation>已看 {0} / {1} 张照片；在此之前由另一个模型应答。</translation>
    </message>
    <message>
        <source>It answers once it has seen all photos.</source>
        <translation>看完所有照片后由它应答。</translation>
    </message>
    <message>
        <source>speed not measured yet</source>
        <translation>尚未测速</translation>
    </message>
    <message>
        <source>{0} photos/s here</source>
        <translation>本机每秒 {0} 张</translation>
    </message>
    <message>
        <source>{0} ms a question</source>
        <translation>每次提问 {0} 毫秒</translation>
    </message>
    <message>
        <source>(built-in: {0})</source>
        <translation>（内置：{0}）</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测速</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Recognises more, asked in English or Chinese</source>
        <translation>认得更多，可用英文或中文提问</translation>
    </message>
    <message>
        <source>Recognises more, asked in English</source>
        <translation>认得更多，用英文提问</translation>
    </message>
    <message>
        <source>Recognises more, asked in Chinese</source>
        <translation>认得更多，用中文提问</translation>
    </message>
    <message>
        <source>Recognises more, asked in many languages</source>
        <translation>认得更多，可用多种语言提问</translation>
    </message>
    <message>
        <source>{0} to download</source>
        <translation>需下载 {0}</translation>
    </message>
    <message>
        <source>indexing takes longer</source>
        <translation>建立索引更久</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>Stopped at {0}; nothing of it is lost.</source>
        <translation>已停在 {0}；已下载的部分会保留。</translation>
    </message>
    <message>
        <source>Being prepared for this computer…</source>
        <translation>正在为这台电脑做准备…</translation>
    </message>
    <message>
        <source>Asking for it…</source>
        <translation>正在请求…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>OWNER/NAME on the Hugging Face hub, or a folder</source>
        <translation>Hugging Face 上的“所有者/名称”，或一个文件夹</translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>另一个模型</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>The model sees your photos and understands what you ask. Photos and questions never leave this computer; only a download that you start uses the network.</source>
        <translation>模型看懂照片，也理解提问。照片和提问从不离开这台电脑；只有您启动的下载才会使用网络。</translation>
    </message>
    <message>
        <source>INSTALLED</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>MORE MODELS</source>
        <translation>更多模型</translation>
    </message>
    <message>
        <source>ANOTHER ONE</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>CLIP, SigLIP, SigLIP 2 and Chinese-CLIP with safetensors, or an ONNX export. Programs that come with a model are never run.</source>
        <translation>支持 safetensors 格式的 CLIP、SigLIP、SigLIP 2 和 Chinese-CLIP，或 ONNX 导出。绝不运行模型自带的程序。</translation>
    </message>
    <message>
        <source>The folder of a model</source>
        <translation>模型所在的文件夹</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>Remove “{0}”?</source>
        <translation>要移除“{0}”吗？</translation>
    </message>
    <message>
        <source>Your photos stay as they are, and it can be added again.</source>
        <translation>照片保持不变，模型也可以再次添加。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>video of {0}</source>
        <translation>视频，时长 {0}</translation>
    </message>
    <message>
        <source>matches at {0}</source>
        <translation>符合处：{0}</translation>
    </message>
    <message>
        <source>nearest at {0}</source>
        <translation>最接近处：{0}</translation>
    </message>
    <message>
        <source>reads “{0}”</source>
        <translation>图中文字：“{0}”</translation>
    </message>
</context>
<context>
    <name>PastSearches</name>
    <message>
        <source>The saved search “{0}” is forgotten.</source>
        <translation>已忘记保存的搜索“{0}”。</translation>
    </message>
</context>
<context>
    <name>PathLabel</name>
    <message>
        <source>Copy selection</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>PhotoActions</name>
    <message>
        <source>Preview	Enter</source>
        <translation>预览	Enter</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy image	Ctrl+C</source>
        <translation>复制图片	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy photos	Ctrl+C</source>
        <translation>复制照片	Ctrl+C</translation>
    </message>
    <message>
        <source>Copy path	Ctrl+Shift+C</source>
        <translation>复制路径	Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>查找相似照片</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>多找这样的</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>少找这样的</translation>
    </message>
    <message>
        <source>Can&apos;t open it</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>The desktop knows no program for {0}.</source>
        <translation>系统中没有可打开 {0} 的程序。</translation>
    </message>
    <message>
        <source>The desktop knows no file manager for {0}.</source>
        <translation>系统中没有可显示 {0} 的文件管理器。</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>找不到 {0}。</translation>
    </message>
    <message>
        <source>Can&apos;t show its folder</source>
        <translation>无法显示所在文件夹</translation>
    </message>
    <message>
        <source>It was moved or deleted, or its drive is not connected.</source>
        <translation>文件已被移动或删除，或其所在的磁盘未连接。</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln 个匹配</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s), newest first</source>
        <translation>
            <numerusform>%Ln 张照片，最新的在前</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide less certain</source>
        <translation>隐藏不太确定的</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln less certain</source>
        <translation>
            <numerusform>显示 %Ln 张不太确定的</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Why this photo is here (W)</source>
        <translation>为什么会有这张照片（W）</translation>
    </message>
    <message>
        <source>Find similar</source>
        <translation>查找相似照片</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This photo can&apos;t be read.</source>
        <translation>无法读取这张照片。</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>Photo {0}</source>
        <translation>照片 {0}</translation>
    </message>
    <message>
        <source>Its drive is not connected.</source>
        <translation>所在的磁盘未连接。</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>得分 {0}</translation>
    </message>
    <message>
        <source>score {0} = picture {1} + words {2} + exact words {3}</source>
        <translation>得分 {0} = 画面 {1} + 文字 {2} + 原词 {3}</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Files that could not be read</source>
        <translation>无法读取的文件</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What you can do</source>
        <translation>可以怎么做</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>All files could be read.</source>
        <translation>所有文件都可以读取。</translation>
    </message>
    <message>
        <source>The other photos are not affected. A file is tried again by itself when it changes.</source>
        <translation>其他照片不受影响。文件有变化时会自动重试。</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>QueryPanel</name>
    <message>
        <source>The picture can&apos;t be used</source>
        <translation>这张图片无法使用</translation>
    </message>
    <message>
        <source>Save it as a file and drop that here.</source>
        <translation>请先存成文件，再拖到这里。</translation>
    </message>
</context>
<context>
    <name>ResultsGrid</name>
    <message>
        <source>Photos found</source>
        <translation>找到的照片</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>less certain</source>
        <translation>不太确定</translation>
    </message>
</context>
<context>
    <name>SaveSearch</name>
    <message>
        <source>Save this search as</source>
        <translation>将此搜索存为</translation>
    </message>
    <message>
        <source>Name of the saved search</source>
        <translation>搜索的名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rename this search to</source>
        <translation>将此搜索改名为</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Another search has this name.</source>
        <translation>已有同名的搜索。</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Saved searches</source>
        <translation>已保存的搜索</translation>
    </message>
    <message>
        <source>SAVED SEARCHES</source>
        <translation>已保存的搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Search photos</source>
        <translation>搜索照片</translation>
    </message>
    <message>
        <source>What do you remember?  a dog on a beach · 海边的日落</source>
        <translation>你记得什么？  海边的日落 · a dog on a beach</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Go to the search bar</source>
        <translation>转到搜索框</translation>
    </message>
    <message>
        <source>Go on to the photos</source>
        <translation>转到照片</translation>
    </message>
    <message>
        <source>Show what the word may become</source>
        <translation>显示这个词的补全建议</translation>
    </message>
    <message>
        <source>In the empty bar: past and saved searches</source>
        <translation>搜索栏为空时：历史和已保存的搜索</translation>
    </message>
    <message>
        <source>Save the search under a name</source>
        <translation>命名保存这个搜索</translation>
    </message>
    <message>
        <source>Search by the picture in the clipboard</source>
        <translation>用剪贴板里的图片搜索</translation>
    </message>
    <message>
        <source>Change or remove a chip</source>
        <translation>修改或移除一个标签</translation>
    </message>
    <message>
        <source>Clear, and show all photos</source>
        <translation>清空，显示全部照片</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Show the photo large</source>
        <translation>放大显示照片</translation>
    </message>
    <message>
        <source>Why is this photo here?</source>
        <translation>为什么会有这张照片？</translation>
    </message>
    <message>
        <source>The same, also from the search bar</source>
        <translation>同上，在搜索框中也可用</translation>
    </message>
    <message>
        <source>Best first, or newest first</source>
        <translation>切换最佳匹配优先或最新优先</translation>
    </message>
    <message>
        <source>Larger tiles</source>
        <translation>放大缩略图</translation>
    </message>
    <message>
        <source>Smaller tiles</source>
        <translation>缩小缩略图</translation>
    </message>
    <message>
        <source>Copy the photos</source>
        <translation>复制照片</translation>
    </message>
    <message>
        <source>Copy their paths</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Back to the search bar, with all photos</source>
        <translation>回到搜索框，显示全部照片</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>To the month before or after</source>
        <translation>上一个或下一个月份</translation>
    </message>
    <message>
        <source>Go to the month</source>
        <translation>转到该月份</translation>
    </message>
    <message>
        <source>One photo, large</source>
        <translation>单张大图</translation>
    </message>
    <message>
        <source>The photo before or after</source>
        <translation>上一张或下一张</translation>
    </message>
    <message>
        <source>The first or last photo</source>
        <translation>第一张或最后一张</translation>
    </message>
    <message>
        <source>Show where it matched, or hide it</source>
        <translation>显示或隐藏匹配位置</translation>
    </message>
    <message>
        <source>Copy the photo</source>
        <translation>复制照片</translation>
    </message>
    <message>
        <source>Copy its path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Back to all of them</source>
        <translation>回到全部照片</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复照片</translation>
    </message>
    <message>
        <source>Review photos that show the same</source>
        <translation>查看内容相同的照片</translation>
    </message>
    <message>
        <source>Tick the first … ninth photo of the group</source>
        <translation>勾选组中第一至第九张</translation>
    </message>
    <message>
        <source>Move what is ticked to the trash</source>
        <translation>将勾选的移到回收站</translation>
    </message>
    <message>
        <source>Put back what was moved or forgotten</source>
        <translation>恢复被移走或忘记的内容</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Remove the chosen folder from the library</source>
        <translation>从照片库移除所选文件夹</translation>
    </message>
    <message>
        <source>Look for new photos</source>
        <translation>查找新照片</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Show this page</source>
        <translation>显示本页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>SortSwitch</name>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>The best match first</source>
        <translation>最匹配的在前</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>The newest of the matches first</source>
        <translation>匹配照片中最新的在前</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Opening your library…</source>
        <translation>正在打开照片库…</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Indexing progress</source>
        <translation>索引进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} of %Ln photo(s)</source>
        <translation>
            <numerusform>{0} / %Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for new photos…</source>
        <translation>正在查找新照片…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Reading text: {0}</source>
        <translation>正在识别图中文字：{0}</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>每秒 {0} 张</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>no date from here on</source>
        <translation>此后没有日期</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>剩余约 {0} 分钟</translation>
    </message>
    <message>
        <source>{0} h left</source>
        <translation>剩余约 {0} 小时</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln 个匹配</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrashStrip</name>
    <message numerus="yes">
        <source>%Ln file(s) moved to the trash.</source>
        <translation>
            <numerusform>%Ln 个文件已移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>The system&apos;s trash can bring them back.</source>
        <translation>可从系统回收站恢复。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) back in place.</source>
        <translation>
            <numerusform>%Ln 个文件已放回原处。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>还有 %Ln 个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UndoStrip</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take it back (Ctrl+Z)</source>
        <translation>撤销此操作（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Nothing was asked, so there is nothing to explain.</source>
        <translation>没有搜索任何内容，所以没有可以解释的。</translation>
    </message>
    <message>
        <source>Search for something, then ask again.</source>
        <translation>先搜索点什么，再来查看。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why this photo</source>
        <translation>为什么有这张照片</translation>
    </message>
    <message>
        <source>WORDS THAT MATCHED</source>
        <translation>匹配的文字</translation>
    </message>
    <message>
        <source>WHERE IT MATCHED</source>
        <translation>匹配的位置</translation>
    </message>
    <message>
        <source>Show it on the photo (H)</source>
        <translation>在照片上显示（H）</translation>
    </message>
    <message>
        <source>Why this photo?</source>
        <translation>为什么有这张照片？</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>About {0} % likely to be what you meant</source>
        <translation>约有 {0} % 的可能是你要找的</translation>
    </message>
    <message numerus="yes">
        <source>with %Ln picture(s)</source>
        <translation>
            <numerusform>参照 %Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Neither its picture nor its words speak for it.</source>
        <translation>画面和文字都与搜索不太相关。</translation>
    </message>
    <message>
        <source>It is here for what the picture shows.</source>
        <translation>因为画面内容而入选。</translation>
    </message>
    <message>
        <source>It is here mostly for what the picture shows, and for its words too.</source>
        <translation>主要因为画面内容，文字也有关。</translation>
    </message>
    <message>
        <source>It is here for its words.</source>
        <translation>因为文字而入选。</translation>
    </message>
    <message>
        <source>It is here mostly for its words, and for what the picture shows too.</source>
        <translation>主要因为文字，画面内容也有关。</translation>
    </message>
    <message>
        <source>It is here as much for what the picture shows as for its words.</source>
        <translation>画面内容和文字的作用相当。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Read in the picture</source>
        <translation>图中文字</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Most of all at the upper left</source>
        <translation>最集中在左上方</translation>
    </message>
    <message>
        <source>Most of all at the top</source>
        <translation>最集中在上方</translation>
    </message>
    <message>
        <source>Most of all at the upper right</source>
        <translation>最集中在右上方</translation>
    </message>
    <message>
        <source>Most of all at the left</source>
        <translation>最集中在左侧</translation>
    </message>
    <message>
        <source>Most of all in the middle</source>
        <translation>最集中在中间</translation>
    </message>
    <message>
        <source>Most of all at the right</source>
        <translation>最集中在右侧</translation>
    </message>
    <message>
        <source>Most of all at the lower left</source>
        <translation>最集中在左下方</translation>
    </message>
    <message>
        <source>Most of all at the bottom</source>
        <translation>最集中在下方</translation>
    </message>
    <message>
        <source>Most of all at the lower right</source>
        <translation>最集中在右下方</translation>
    </message>
    <message>
        <source>All over the photo</source>
        <translation>遍布整张照片</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Folders of the library</source>
        <translation>照片库的文件夹</translation>
    </message>
</context>
</TS>
