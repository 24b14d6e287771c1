<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AnalyserSwitches</name>
    <message>
        <source>Needs a package: {0}</source>
        <translation>需要安装软件包：{0}</translation>
    </message>
    <message numerus="yes">
        <source>Looked for in {0} of %Ln photo(s).</source>
        <translation>
            <numerusform>已识别 %Ln 张照片中的 {0} 张。</numerusform>
        </translation>
    </message>
</context>
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
    <name>CaptionStrip</name>
    <message>
        <source>made by the program</source>
        <translation>由程序生成</translation>
    </message>
    <message>
        <source>The program wrote this from the picture alone; it can be wrong.</source>
        <translation>程序仅根据画面写出这句话，可能有误。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the sentence</source>
        <translation>复制这句话</translation>
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
        <source>Where was I in 2023?</source>
        <translation>2023年我去过哪里？</translation>
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
    <message>
        <source>a question about your photos</source>
        <translation>关于照片的提问</translation>
    </message>
</context>
<context>
    <name>ExtrasPage</name>
    <message>
        <source>More can be found with packages that are optional. Copy the line of one, run it in a terminal, and start the program again.</source>
        <translation>安装可选的软件包后可以找到更多内容。复制对应的命令，在终端中运行，然后重新启动程序。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>installed: {0}</source>
        <translation>已安装：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of yours wait for it.</source>
        <translation>
            <numerusform>您有 %Ln 个文件需要它。</numerusform>
        </translation>
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
        <source>People…</source>
        <translation>人物…</translation>
    </message>
    <message>
        <source>Who is on your photos (Ctrl+P)</source>
        <translation>照片上有谁（Ctrl+P）</translation>
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
        <source>Models, folders, language, appearance (Ctrl+,)</source>
        <translation>模型、文件夹、语言、外观（Ctrl+,）</translation>
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
        <source>{0} need photosearch[{1}]</source>
        <translation>{0} 个需 photosearch[{1}]</translation>
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
    <name>FoldersPage</name>
    <message>
        <source>Watch folders for changes</source>
        <translation>监视文件夹的变化</translation>
    </message>
    <message>
        <source>A name, such as Screenshots or *.draft.jpg</source>
        <translation>名称，例如 截图 或 *草稿*</translation>
    </message>
    <message>
        <source>A name to leave out</source>
        <translation>要排除的名称</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Include again</source>
        <translation>不再排除</translation>
    </message>
    <message>
        <source>Names that are left out</source>
        <translation>已排除的名称</translation>
    </message>
    <message>
        <source>New, changed and deleted photos are noticed while the program runs. Otherwise they are when it starts, and when you press F5.</source>
        <translation>程序运行期间，新增、更改和删除的照片会立即被发现；否则在程序启动时和按 F5 时才会被发现。</translation>
    </message>
    <message>
        <source>LEFT OUT</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Files and folders of these names are not looked at; * stands for anything. Their photos leave the library, the files stay where they are. Hidden files, folders with a .nomedia file, and the bins and caches of systems are always left out.</source>
        <translation>不查看具有这些名称的文件和文件夹；* 代表任意内容。其中的照片会从图库中移除，文件保留在原处。隐藏文件、含有 .nomedia 文件的文件夹，以及系统的回收站和缓存始终不会被查看。</translation>
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
        <source>Look for</source>
        <translation>识别</translation>
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
        <source>◎ live</source>
        <translation>◎ 实况</translation>
    </message>
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
    <name>PeopleDialog</name>
    <message>
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Who is on your photos?</source>
        <translation>您的照片上有谁？</translation>
    </message>
    <message>
        <source>Faces are looked for in all photos and videos, and those of the same person are put together. Then you can give them names, and search for them.

This is done on this computer, and nothing of it leaves it. Your photos are not changed. You can have all of it forgotten at any time, without a trace.</source>
        <translation>在所有照片和视频中识别人脸，并将同一个人的人脸归在一起。之后您可以给他们起名，并按名字搜索。

这一切只在本机进行，任何数据都不会离开本机，也不会改动您的照片。您可以随时将其全部清除，不留痕迹。</translation>
    </message>
    <message>
        <source>Look for people</source>
        <translation>识别人物</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>显示所有人</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>查看照片</translation>
    </message>
    <message>
        <source>Faces…</source>
        <translation>人脸…</translation>
    </message>
    <message>
        <source>Look at all faces, and take out those of others</source>
        <translation>查看所有人脸，取出属于别人的</translation>
    </message>
    <message>
        <source>Name…</source>
        <translation>起名…</translation>
    </message>
    <message>
        <source>Same person</source>
        <translation>同一个人</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Forget all…</source>
        <translation>全部清除…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>It needs a package: {0}</source>
        <translation>需要安装软件包：{0}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln 个人物</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more on single photos, or hidden</source>
        <translation>
            <numerusform>另有 %Ln 个仅在一张照片上或已隐藏</numerusform>
        </translation>
    </message>
    <message>
        <source>Faces are not looked for any more.</source>
        <translation>不再识别人脸。</translation>
    </message>
    <message numerus="yes">
        <source>Looked for in {0} of %Ln photo(s).</source>
        <translation>
            <numerusform>已识别 %Ln 张照片中的 {0} 张。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking for faces…</source>
        <translation>正在识别人脸…</translation>
    </message>
    <message>
        <source>Nobody is on several photos.</source>
        <translation>没有人出现在多张照片上。</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>重新显示</translation>
    </message>
    <message>
        <source>Forget all people</source>
        <translation>清除所有人物</translation>
    </message>
    <message>
        <source>Forget all faces, people, and the names you gave?</source>
        <translation>清除所有人脸、人物以及您起的名字？</translation>
    </message>
    <message>
        <source>No trace of them stays, and faces are not looked for any more. Names that stand in your photos&apos; files stay there. In a large library this takes a minute.</source>
        <translation>不会留下任何痕迹，也不再识别人脸。照片文件中自带的名字会保留。照片较多时需要一分钟左右。</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>全部清除</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>All people</source>
        <translation>所有人物</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>这是谁？</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Show photos</source>
        <translation>查看照片</translation>
    </message>
    <message>
        <source>Choose the faces of somebody else.</source>
        <translation>请选择属于别人的人脸。</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>是别人</translation>
    </message>
    <message>
        <source>Makes another person of the chosen faces</source>
        <translation>将所选人脸另立为一个人物</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>人脸</translation>
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
    <name>PhotoQuestionStrip</name>
    <message>
        <source>Ask about this photo: what colour is the car?</source>
        <translation>问问这张照片：车是什么颜色的？</translation>
    </message>
    <message>
        <source>Ask about this photo</source>
        <translation>问问这张照片</translation>
    </message>
    <message>
        <source>Ask about this photo (Q)</source>
        <translation>问问这张照片（Q）</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>seen in the picture, {0} likely</source>
        <translation>从画面看出，把握 {0}</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>由 {0} 回答</translation>
    </message>
    <message>
        <source>from what is known of the photo</source>
        <translation>来自照片的记录</translation>
    </message>
</context>
<context>
    <name>PhotosPage</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es) among photos of {0}</source>
        <translation>
            <numerusform>{0} 的照片中有 %Ln 个匹配</numerusform>
        </translation>
    </message>
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
        <source>Hide the others</source>
        <translation>隐藏其他照片</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln other(s) looked at</source>
        <translation>
            <numerusform>显示另外 %Ln 张看过的照片</numerusform>
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
    <name>PlayerBar</name>
    <message>
        <source>Position in the video</source>
        <translation>视频中的位置</translation>
    </message>
    <message>
        <source>Moments that match</source>
        <translation>匹配的片段</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>播放（空格）</translation>
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
        <source>Copy text</source>
        <translation>复制文字</translation>
    </message>
    <message>
        <source>Copy what is written in the picture (T)</source>
        <translation>复制图片中的文字（T）</translation>
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
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
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
    <name>QuestionStrip</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Is this {0}?</source>
        <translation>这是{0}吗？</translation>
    </message>
</context>
<context>
    <name>ReplyPanel</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>The search that was made of the question</source>
        <translation>由这个问题得出的搜索</translation>
    </message>
    <message>
        <source>Search for the words</source>
        <translation>按字面搜索</translation>
    </message>
    <message>
        <source>It is no question: find photos for these words</source>
        <translation>这不是提问：直接用这些字词找照片</translation>
    </message>
    <message>
        <source>SEARCHED FOR</source>
        <translation>搜索内容</translation>
    </message>
    <message>
        <source>ALL PHOTOS WERE LOOKED AT</source>
        <translation>看过所有照片</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>A model is looking at the photos…</source>
        <translation>模型正在看照片…</translation>
    </message>
    <message>
        <source>Look at the photos</source>
        <translation>看看照片</translation>
    </message>
    <message>
        <source>A model says what they show</source>
        <translation>让模型说说照片里有什么</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) below show it.</source>
        <translation>
            <numerusform>下面 %Ln 张照片可以说明。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not certain: %Ln photo(s) below to see for yourself.</source>
        <translation>
            <numerusform>不太确定：下面 %Ln 张照片请自己看看。</numerusform>
        </translation>
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
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>{0} of {1}.</source>
        <translation>{1} 的{0}。</translation>
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
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>扩展</translation>
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
        <source>Play a video, or stand</source>
        <translation>播放或暂停视频</translation>
    </message>
    <message>
        <source>While it is played: 5 seconds back or on</source>
        <translation>播放时：后退或前进 5 秒</translation>
    </message>
    <message>
        <source>While it is played: one frame back or on</source>
        <translation>播放时：上一帧或下一帧</translation>
    </message>
    <message>
        <source>Copy what is written in it</source>
        <translation>复制其中的文字</translation>
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
        <source>People</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Who is on photos</source>
        <translation>照片上有谁</translation>
    </message>
    <message>
        <source>Show the photos of a person</source>
        <translation>查看某人的照片</translation>
    </message>
    <message>
        <source>Give a name</source>
        <translation>起名</translation>
    </message>
    <message>
        <source>Hide who is chosen</source>
        <translation>隐藏所选人物</translation>
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
        <source>Describing photos: {0}</source>
        <translation>正在描述照片：{0}</translation>
    </message>
    <message>
        <source>Looking for faces: {0}</source>
        <translation>正在识别人脸：{0}</translation>
    </message>
    <message>
        <source>Reading text, looking for faces: {0}</source>
        <translation>正在识别文字和人脸：{0}</translation>
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
