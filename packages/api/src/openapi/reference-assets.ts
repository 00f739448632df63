/** Style and script of the reference page; the page's policy allows exactly these texts. */
export const REFERENCE_STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0 auto;max-width:60rem;padding:1rem}
code,pre{font:.875em/1.5 ui-monospace,monospace}
pre{overflow-x:auto;padding:.75rem;border-radius:.5rem;background:color-mix(in srgb,currentColor 7%,transparent)}
details{border-bottom:1px solid color-mix(in srgb,currentColor 15%,transparent);padding:.4rem 0}
summary{cursor:pointer}summary span{opacity:.75}
b.get{color:#1a7f5a}b.post{color:#2563c9}b.put,b.patch{color:#a15c00}b.delete{color:#c0342b}
@media(prefers-color-scheme:dark){b.get{color:#5fd0a5}b.post{color:#86b2ff}b.put,b.patch{color:#f0b35a}b.delete{color:#ff8d85}}
table{border-collapse:collapse;font-size:.9em}td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}
label{display:block;margin:1rem 0}input{font:inherit;padding:.4rem .6rem;width:min(24rem,100%)}
h3{font-size:.95rem;margin:.8rem 0 .3rem}.who{opacity:.8;font-size:.9em}
`;

export const REFERENCE_SCRIPT = `
const find=document.getElementById('find'),none=document.getElementById('none');
find.addEventListener('input',()=>{
  const words=find.value.toLowerCase().split(/\\s+/).filter(Boolean);let any=false;
  for(const entry of document.querySelectorAll('.entry')){
    const text=entry.textContent.toLowerCase(),fits=words.every(word=>text.includes(word));
    entry.hidden=!fits;any=any||fits;
  }
  for(const section of document.querySelectorAll('section'))
    section.hidden=!section.querySelector('.entry:not([hidden])');
  none.hidden=any;
});
const unfold=()=>{const target=document.getElementById(location.hash.slice(1));if(target)target.open=true};
addEventListener('hashchange',unfold);unfold();
`;
